import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import { bankAccount, billingDetails, entry, financialAccount, outboundTransfer, time, transaction } from './seed.ts';
import { bankAnswer, billingAnswer, findNode, flowAnswer, OUTBOUND_FIELDS } from './selections.ts';

it('shows every field', async () => {
  const given = {
    description: 'Savings',
    destination_payment_method: 'pm_1',
    destination_payment_method_details: {
      billing_details: billingDetails,
      type: 'us_bank_account',
      us_bank_account: bankAccount,
    },
    metadata: { a: 'b' },
    returned_details: { code: 'account_frozen', transaction: 'trxn_2' },
    tracking_details: { ach: { trace_id: '1' }, type: 'ach' },
  } as const;
  await using world = await startWorld({ seed: [outboundTransfer('obt_1', given)] });
  const { data, errors } = await world.query(findNode('obt_1', 'OutboundTransfer', OUTBOUND_FIELDS));
  expect(errors).toBeUndefined();
  expect(data.node).toEqual({
    __typename: 'OutboundTransfer',
    ...flowAnswer('obt_1'),
    cancelable: false,
    description: 'Savings',
    destinationPaymentMethod: 'pm_1',
    destinationPaymentMethodDetails: {
      billingDetails: billingAnswer,
      type: 'US_BANK_ACCOUNT',
      financialAccount: null,
      usBankAccount: bankAnswer,
    },
    expectedArrivalDate: time(60),
    metadata: { a: 'b' },
    returnedDetails: { code: 'ACCOUNT_FROZEN', transaction: { id: 'trxn_2' } },
    statementDescriptor: 'payment',
    status: 'PROCESSING',
    statusTransitions: { canceledAt: null, failedAt: null, postedAt: null, returnedAt: null },
    trackingDetails: { ach: { traceId: '1' }, type: 'ACH', usDomesticWire: null },
  });
  expect(world.calls).toEqual(['GET /v1/treasury/outbound_transfers/obt_1']);
});

it('asks for the transaction of its return alone where the expansion would be too deep', async () => {
  const returned_details = { code: 'other', transaction: 'trxn_2' } as const;
  const seed = [
    financialAccount(),
    entry('trxne_1', { flow: 'obt_1', flow_type: 'outbound_transfer' }),
    outboundTransfer('obt_1', { returned_details }),
    transaction('trxn_1'),
    transaction('trxn_2'),
  ];
  await using world = await startWorld({ seed });
  const { data, extensions } = await world.query(`{
    transactionEntries(financialAccount: "fa_1Main", first: 2) {
      nodes {
        flowDetails {
          ... on OutboundTransfer { transaction { description } returnedDetails { transaction { description } } }
        }
      }
    }
  }`);
  expect(data.transactionEntries.nodes[0].flowDetails).toEqual({
    transaction: { description: 'About trxn_1' },
    returnedDetails: { transaction: { description: 'About trxn_2' } },
  });
  expect(world.calls).toEqual([
    'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&limit=2&expand[0]=data.flow_details&expand[1]=data.flow_details.outbound_transfer.transaction',
    'GET /v1/treasury/transactions/trxn_2',
  ]);
  expect(extensions).toMatchObject({ cost: { estimated: 3, actual: 2 } });
});
