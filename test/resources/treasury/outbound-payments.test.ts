import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import { bankAccount, billingDetails, entry, NOON, outboundPayment, time, transaction } from './seed.ts';
import { bankAnswer, billingAnswer, findNode, flowAnswer, OUTBOUND_FIELDS } from './selections.ts';

const FIELDS = `${OUTBOUND_FIELDS} customer { id } endUserDetails { ipAddress present }`;

it('shows every field', async () => {
  const given = {
    cancelable: true,
    customer: 'cus_1',
    description: 'Invoice',
    destination_payment_method: 'pm_1',
    destination_payment_method_details: {
      billing_details: billingDetails,
      financial_account: { id: 'fa_1Other', network: 'stripe' },
      type: 'us_bank_account',
      us_bank_account: { ...bankAccount, mandate: 'mandate_1', network: 'us_domestic_wire' },
    },
    end_user_details: { ip_address: '192.0.2.1', present: true },
    metadata: { a: 'b' },
    returned_details: { code: 'declined', transaction: 'trxn_2' },
    status: 'returned',
    status_transitions: { canceled_at: NOON + 1, failed_at: NOON + 2, posted_at: NOON + 3, returned_at: NOON + 4 },
    tracking_details: {
      ach: { trace_id: '091000010000123' },
      type: 'us_domestic_wire',
      us_domestic_wire: { chips: 'c', imad: 'i', omad: 'o' },
    },
  } as const;
  await using world = await startWorld({ seed: [outboundPayment('obp_1', given)] });
  const { data, errors } = await world.query(findNode('obp_1', 'OutboundPayment', FIELDS));
  expect(errors).toBeUndefined();
  expect(data.node).toEqual({
    __typename: 'OutboundPayment',
    ...flowAnswer('obp_1'),
    cancelable: true,
    customer: { id: 'cus_1' },
    description: 'Invoice',
    destinationPaymentMethod: 'pm_1',
    destinationPaymentMethodDetails: {
      billingDetails: billingAnswer,
      type: 'US_BANK_ACCOUNT',
      financialAccount: { network: 'STRIPE', financialAccount: { id: 'fa_1Other' } },
      usBankAccount: { ...bankAnswer, mandate: { id: 'mandate_1' }, network: 'US_DOMESTIC_WIRE' },
    },
    endUserDetails: { ipAddress: '192.0.2.1', present: true },
    expectedArrivalDate: time(60),
    metadata: { a: 'b' },
    returnedDetails: { code: 'DECLINED', transaction: { id: 'trxn_2' } },
    statementDescriptor: 'payment',
    status: 'RETURNED',
    statusTransitions: { canceledAt: time(1), failedAt: time(2), postedAt: time(3), returnedAt: time(4) },
    trackingDetails: {
      ach: { traceId: '091000010000123' },
      type: 'US_DOMESTIC_WIRE',
      usDomesticWire: { chips: 'c', imad: 'i', omad: 'o' },
    },
  });
  expect(world.calls).toEqual(['GET /v1/treasury/outbound_payments/obp_1']);
});

it('leaves null what it does not have', async () => {
  await using world = await startWorld({ seed: [outboundPayment('obp_1')] });
  const { data } = await world.query(findNode('obp_1', 'OutboundPayment', FIELDS));
  expect(data.node).toMatchObject({
    customer: null,
    description: null,
    destinationPaymentMethod: null,
    destinationPaymentMethodDetails: null,
    endUserDetails: null,
    returnedDetails: null,
    trackingDetails: null,
  });
});

it('brings the transaction of its return in the call for its entry', async () => {
  const returned_details = { code: 'no_account', transaction: 'trxn_2' } as const;
  const seed = [
    entry('trxne_1', { flow: 'obp_1', flow_type: 'outbound_payment' }),
    outboundPayment('obp_1', { returned_details }),
    transaction('trxn_2'),
  ];
  await using world = await startWorld({ seed });
  const { data } = await world.query(`{
    transactionEntry(id: "trxne_1") {
      flowDetails { ... on OutboundPayment { returnedDetails { transaction { description } } } }
    }
  }`);
  expect(data.transactionEntry.flowDetails.returnedDetails.transaction).toEqual({ description: 'About trxn_2' });
  expect(world.calls).toEqual([
    'GET /v1/treasury/transaction_entries/trxne_1?expand[0]=flow_details&expand[1]=flow_details.outbound_payment.returned_details.transaction',
  ]);
});
