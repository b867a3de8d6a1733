import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import { billingDetails, receivedDebit } from './seed.ts';
import { billingAnswer, FLOW_FIELDS, findNode, flowAnswer, INITIATING_DETAILS } from './selections.ts';

const FIELDS = `${FLOW_FIELDS}
  description failureCode initiatingPaymentMethodDetails ${INITIATING_DETAILS}
  linkedFlows {
    debitReversal { id } inboundTransfer { id } issuingAuthorization { id } issuingTransaction payout { id }
  }
  network reversalDetails { deadline restrictedReason } status`;

it('shows every field', async () => {
  const given = {
    failure_code: 'insufficient_funds',
    initiating_payment_method_details: {
      billing_details: billingDetails,
      type: 'us_bank_account',
      us_bank_account: { bank_name: null, last4: null, routing_number: null },
    },
    linked_flows: {
      debit_reversal: 'debrev_1',
      inbound_transfer: 'ibt_1',
      issuing_authorization: 'iauth_1',
      issuing_transaction: 'ipi_1',
      payout: 'po_1',
    },
    network: 'card',
    reversal_details: { deadline: null, restricted_reason: 'already_reversed' },
    status: 'failed',
  } as const;
  await using world = await startWorld({ seed: [receivedDebit('rd_1', given)] });
  const { data, errors } = await world.query(findNode('rd_1', 'ReceivedDebit', FIELDS));
  expect(errors).toBeUndefined();
  expect(data.node).toEqual({
    __typename: 'ReceivedDebit',
    ...flowAnswer('rd_1'),
    description: 'Power',
    failureCode: 'INSUFFICIENT_FUNDS',
    initiatingPaymentMethodDetails: {
      balance: null,
      billingDetails: billingAnswer,
      financialAccount: null,
      issuingCard: null,
      type: 'US_BANK_ACCOUNT',
      usBankAccount: { bankName: null, last4: null, routingNumber: null },
    },
    linkedFlows: {
      debitReversal: { id: 'debrev_1' },
      inboundTransfer: { id: 'ibt_1' },
      issuingAuthorization: { id: 'iauth_1' },
      issuingTransaction: 'ipi_1',
      payout: { id: 'po_1' },
    },
    network: 'CARD',
    reversalDetails: { deadline: null, restrictedReason: 'ALREADY_REVERSED' },
    status: 'FAILED',
  });
  expect(world.calls).toEqual(['GET /v1/treasury/received_debits/rd_1']);
});

it('leaves null what it does not have', async () => {
  const given = { financial_account: null, transaction: null };
  await using world = await startWorld({ seed: [receivedDebit('rd_1', given)] });
  const { data } = await world.query(findNode('rd_1', 'ReceivedDebit', FIELDS));
  expect(data.node).toMatchObject({
    failureCode: null,
    financialAccount: null,
    initiatingPaymentMethodDetails: null,
    linkedFlows: { debitReversal: null, inboundTransfer: null, issuingAuthorization: null, payout: null },
    reversalDetails: null,
    transaction: null,
  });
});

it('is null when there is none', async () => {
  await using world = await startWorld({ seed: [] });
  expect((await world.query(findNode('rd_9', 'ReceivedDebit', 'id'))).data).toEqual({ node: null });
  expect(world.calls).toEqual(['GET /v1/treasury/received_debits/rd_9']);
});
