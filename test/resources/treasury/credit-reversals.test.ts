import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import { creditReversal, NOON, receivedCredit, time } from './seed.ts';
import { FLOW_FIELDS, findNode, flowAnswer } from './selections.ts';

const FIELDS = `${FLOW_FIELDS} metadata network receivedCredit { id } status statusTransitions { postedAt }`;

it('shows every field', async () => {
  const given = { metadata: { a: 'b' }, status: 'posted', status_transitions: { posted_at: NOON + 1 } } as const;
  await using world = await startWorld({ seed: [creditReversal('credrev_1', given)] });
  const { data, errors } = await world.query(findNode('credrev_1', 'CreditReversal', FIELDS));
  expect(errors).toBeUndefined();
  expect(data.node).toEqual({
    __typename: 'CreditReversal',
    ...flowAnswer('credrev_1'),
    metadata: { a: 'b' },
    network: 'STRIPE',
    receivedCredit: { id: 'rc_1' },
    status: 'POSTED',
    statusTransitions: { postedAt: time(1) },
  });
  expect(world.calls).toEqual(['GET /v1/treasury/credit_reversals/credrev_1']);
});

it('finds what is sent back, and its way back to the reversal costs nothing more', async () => {
  const linked_flows = { ...receivedCredit('rc_1').linked_flows, credit_reversal: 'credrev_1' };
  const seed = [creditReversal('credrev_1'), receivedCredit('rc_1', { linked_flows })];
  await using world = await startWorld({ seed });
  const { data } = await world.query(
    findNode(
      'credrev_1',
      'CreditReversal',
      'receivedCredit { description linkedFlows { creditReversal { id status } } }',
    ),
  );
  expect(data.node.receivedCredit).toEqual({
    description: 'Rent',
    linkedFlows: { creditReversal: { id: 'credrev_1', status: 'PROCESSING' } },
  });
  expect(world.calls).toEqual([
    'GET /v1/treasury/credit_reversals/credrev_1',
    'GET /v1/treasury/received_credits/rc_1',
  ]);
});

it('is null when there is none', async () => {
  await using world = await startWorld({ seed: [] });
  expect((await world.query(findNode('credrev_9', 'CreditReversal', 'id'))).data).toEqual({ node: null });
  expect(world.calls).toEqual(['GET /v1/treasury/credit_reversals/credrev_9']);
});
