import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import { bankAccount, billingDetails, inboundTransfer, NOON, receivedDebit, time, transaction } from './seed.ts';
import { bankAnswer, billingAnswer, FLOW_FIELDS, findNode, flowAnswer, METHOD_DETAILS } from './selections.ts';

const FIELDS = `${FLOW_FIELDS}
  cancelable description failureDetails { code } linkedFlows { receivedDebit { id } } metadata originPaymentMethod
  originPaymentMethodDetails ${METHOD_DETAILS} returned statementDescriptor status
  statusTransitions { canceledAt failedAt succeededAt }`;

it('shows every field', async () => {
  const given = {
    cancelable: false,
    description: 'Top up',
    failure_details: { code: 'insufficient_funds' },
    linked_flows: { received_debit: 'rd_1' },
    metadata: { a: 'b' },
    origin_payment_method: 'pm_1',
    origin_payment_method_details: {
      billing_details: billingDetails,
      type: 'us_bank_account',
      us_bank_account: { ...bankAccount, mandate: 'mandate_1' },
    },
    returned: true,
    status: 'failed',
    status_transitions: { canceled_at: NOON + 1, failed_at: NOON + 2, succeeded_at: NOON + 3 },
  } as const;
  await using world = await startWorld({ seed: [inboundTransfer('ibt_1', given)] });
  const { data, errors } = await world.query(findNode('ibt_1', 'InboundTransfer', FIELDS));
  expect(errors).toBeUndefined();
  expect(data.node).toEqual({
    __typename: 'InboundTransfer',
    ...flowAnswer('ibt_1'),
    cancelable: false,
    description: 'Top up',
    failureDetails: { code: 'INSUFFICIENT_FUNDS' },
    linkedFlows: { receivedDebit: { id: 'rd_1' } },
    metadata: { a: 'b' },
    originPaymentMethod: 'pm_1',
    originPaymentMethodDetails: {
      billingDetails: billingAnswer,
      type: 'US_BANK_ACCOUNT',
      financialAccount: null,
      usBankAccount: { ...bankAnswer, mandate: { id: 'mandate_1' } },
    },
    returned: true,
    statementDescriptor: 'transfer',
    status: 'FAILED',
    statusTransitions: { canceledAt: time(1), failedAt: time(2), succeededAt: time(3) },
  });
  expect(world.calls).toEqual(['GET /v1/treasury/inbound_transfers/ibt_1']);
});

it('leaves null what it does not have', async () => {
  await using world = await startWorld({ seed: [inboundTransfer('ibt_1')] });
  const { data } = await world.query(findNode('ibt_1', 'InboundTransfer', FIELDS));
  expect(data.node).toMatchObject({
    description: null,
    failureDetails: null,
    linkedFlows: { receivedDebit: null },
    originPaymentMethodDetails: null,
    returned: null,
    statusTransitions: { canceledAt: null, failedAt: null, succeededAt: null },
  });
});

it('brings its transaction in its own call; a debit that took it back is one more', async () => {
  const linked_flows = { ...receivedDebit('rd_1').linked_flows, inbound_transfer: 'ibt_1' };
  const seed = [
    inboundTransfer('ibt_1', { linked_flows: { received_debit: 'rd_1' } }),
    receivedDebit('rd_1', { linked_flows }),
    transaction('trxn_1'),
  ];
  await using world = await startWorld({ seed });
  const { data } = await world.query(
    findNode(
      'ibt_1',
      'InboundTransfer',
      'transaction { description } linkedFlows { receivedDebit { linkedFlows { inboundTransfer { id } } } }',
    ),
  );
  expect(data.node).toMatchObject({
    transaction: { description: 'About trxn_1' },
    linkedFlows: { receivedDebit: { linkedFlows: { inboundTransfer: { id: 'ibt_1' } } } },
  });
  expect(world.calls).toEqual([
    'GET /v1/treasury/inbound_transfers/ibt_1?expand[0]=transaction',
    'GET /v1/treasury/received_debits/rd_1',
  ]);
});
