/** What the flows have in common, selected and as it is answered. */

import { ACCOUNT, time } from './seed.ts';

export const FLOW_FIELDS =
  'id amount created currency financialAccount { id } hostedRegulatoryReceiptUrl livemode transaction { id }';

export const flowAnswer = (id: string) => ({
  id,
  amount: 1000,
  created: time(),
  currency: 'USD',
  financialAccount: { id: ACCOUNT },
  hostedRegulatoryReceiptUrl: `https://payments.stripe.com/regulatory-receipt/${id}`,
  livemode: false,
  transaction: { id: 'trxn_1' },
});

const BILLING_DETAILS = 'billingDetails { address { city country line1 line2 postalCode state } email name }';

export const billingAnswer = {
  address: { city: 'Bath', country: 'GB', line1: '4 Sydney Place', line2: 'Flat 1', postalCode: 'BA2', state: 'SOM' },
  email: 'jane@example.com',
  name: 'Jane Austen',
};

export const METHOD_DETAILS = `{
  ${BILLING_DETAILS} type financialAccount { network financialAccount { id } }
  usBankAccount { accountHolderType accountType bankName fingerprint last4 mandate { id } network routingNumber }
}`;

export const bankAnswer = {
  accountHolderType: 'INDIVIDUAL',
  accountType: 'SAVINGS',
  bankName: 'TEST BANK',
  fingerprint: 'AuoSJ18zsVWV9SPc',
  last4: '6789',
  mandate: null,
  network: 'ACH',
  routingNumber: '110000000',
};

export const INITIATING_DETAILS = `{
  balance ${BILLING_DETAILS} financialAccount { network financialAccount { id } } issuingCard type
  usBankAccount { bankName last4 routingNumber }
}`;

export const OUTBOUND_FIELDS = `${FLOW_FIELDS}
  cancelable description destinationPaymentMethod destinationPaymentMethodDetails ${METHOD_DETAILS}
  expectedArrivalDate metadata returnedDetails { code transaction { id } } statementDescriptor status
  statusTransitions { canceledAt failedAt postedAt returnedAt }
  trackingDetails { type ach { traceId } usDomesticWire { chips imad omad } }`;

/** `node(id)` with a selection on one type. */
export const findNode = (id: string, type: string, selection: string): string =>
  `{ node(id: "${id}") { __typename ... on ${type} { ${selection} } } }`;
