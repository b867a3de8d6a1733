import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import { debitReversal, NOON, receivedDebit, time } from './seed.ts';
import { FLOW_FIELDS, findNode, flowAnswer } from './selections.ts';

const FIELDS = `${FLOW_FIELDS}
  linkedFlows { issuingDispute } metadata network receivedDebit { id } status statusTransitions { completedAt }`;

it('shows every field', async () => {
  const given = {
    linked_flows: { issuing_dispute: 'idp_1' },
    metadata: { a: 'b' },
    network: 'card',
    status: 'succeeded',
    status_transitions: { completed_at: NOON + 1 },
  } as const;
  await using world = await startWorld({ seed: [debitReversal('debrev_1', given)] });
  const { data, errors } = await world.query(findNode('debrev_1', 'DebitReversal', FIELDS));
  expect(errors).toBeUndefined();
  expect(data.node).toEqual({
    __typename: 'DebitReversal',
    ...flowAnswer('debrev_1'),
    linkedFlows: { issuingDispute: 'idp_1' },
    metadata: { a: 'b' },
    network: 'CARD',
    receivedDebit: { id: 'rd_1' },
    status: 'SUCCEEDED',
    statusTransitions: { completedAt: time(1) },
  });
  expect(world.calls).toEqual(['GET /v1/treasury/debit_reversals/debrev_1']);
});

it('leaves null what it does not have', async () => {
  const given = { financial_account: null, hosted_regulatory_receipt_url: null, transaction: null };
  await using world = await startWorld({ seed: [debitReversal('debrev_1', given)] });
  const { data } = await world.query(
    findNode(
      'debrev_1',
      'DebitReversal',
      'linkedFlows { issuingDispute } financialAccount { country } hostedRegulatoryReceiptUrl transaction { status }',
    ),
  );
  expect(data.node).toEqual({
    __typename: 'DebitReversal',
    linkedFlows: null,
    financialAccount: null,
    hostedRegulatoryReceiptUrl: null,
    transaction: null,
  });
  expect(world.calls).toEqual(['GET /v1/treasury/debit_reversals/debrev_1?expand[0]=transaction']);
});

it('finds what is taken back, and its way back to the reversal costs nothing more', async () => {
  const linked_flows = { ...receivedDebit('rd_1').linked_flows, debit_reversal: 'debrev_1' };
  await using world = await startWorld({ seed: [debitReversal('debrev_1'), receivedDebit('rd_1', { linked_flows })] });
  const { data } = await world.query(
    findNode('debrev_1', 'DebitReversal', 'receivedDebit { linkedFlows { debitReversal { status } } }'),
  );
  expect(data.node.receivedDebit.linkedFlows).toEqual({ debitReversal: { status: 'PROCESSING' } });
  expect(world.calls).toEqual(['GET /v1/treasury/debit_reversals/debrev_1', 'GET /v1/treasury/received_debits/rd_1']);
});
