import { describe, expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import { entry, financialAccount, inboundTransfer, NOON, receivedCredit, time, transaction } from './seed.ts';

const open = { status: 'open', status_transitions: { posted_at: null, void_at: null } } as const;

const seed = [
  financialAccount(),
  transaction('trxn_1', {
    flow: 'rc_1',
    flow_type: 'received_credit',
    status_transitions: { posted_at: NOON + 30, void_at: null },
  }),
  transaction('trxn_2', {
    ...open,
    amount: -5_000_000_000,
    balance_impact: { cash: -5_000_000_000, inbound_pending: 0, outbound_pending: 5_000_000_000 },
    created: NOON + 10,
    flow: 'ibt_1',
    flow_type: 'inbound_transfer',
  }),
  transaction('trxn_3', { created: NOON + 20, status_transitions: { posted_at: NOON + 20, void_at: null } }),
  entry('trxne_1', { flow: 'rc_1', flow_type: 'received_credit' }),
  entry('trxne_2', { transaction: 'trxn_2', created: NOON + 10 }),
  entry('trxne_3', { transaction: 'trxn_2', created: NOON + 11 }),
  receivedCredit('rc_1', { amount: 77 }),
  inboundTransfer('ibt_1'),
];

const list = (args: string, selection = 'id') =>
  `{ treasuryTransactions(financialAccount: "fa_1Main"${args}) { nodes { ${selection} } } }`;

it('shows every field, its entries and its flow, in one call', async () => {
  await using world = await startWorld({ seed });
  const { data, errors, extensions } = await world.query(`{
    treasuryTransaction(id: "trxn_2") {
      id amount balanceImpact { cash inboundPending outboundPending } created currency description
      financialAccount { id } flow flowType flowDetails { __typename ... on InboundTransfer { id cancelable } }
      livemode status statusTransitions { postedAt voidAt }
      entries { nodes { id type transaction { description } } pageInfo { hasNextPage } }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.treasuryTransaction).toEqual({
    id: 'trxn_2',
    amount: -5_000_000_000,
    balanceImpact: { cash: -5_000_000_000, inboundPending: 0, outboundPending: 5_000_000_000 },
    created: time(10),
    currency: 'USD',
    description: 'About trxn_2',
    financialAccount: { id: 'fa_1Main' },
    flow: 'ibt_1',
    flowType: 'INBOUND_TRANSFER',
    flowDetails: { __typename: 'InboundTransfer', id: 'ibt_1', cancelable: true },
    livemode: false,
    status: 'OPEN',
    statusTransitions: { postedAt: null, voidAt: null },
    entries: {
      nodes: [
        { id: 'trxne_3', type: 'OTHER', transaction: { description: 'About trxn_2' } },
        { id: 'trxne_2', type: 'OTHER', transaction: { description: 'About trxn_2' } },
      ],
      pageInfo: { hasNextPage: false },
    },
  });
  expect(world.calls).toEqual([
    'GET /v1/treasury/transactions/trxn_2?expand[0]=flow_details&expand[1]=entries&expand[2]=entries.data.transaction',
  ]);
  expect(extensions).toMatchObject({ cost: { actual: 1 } });
});

it('brings the flows of its entries in the same call, and reads on where the entries have more', async () => {
  const many = Array.from({ length: 12 }, (_, index) =>
    entry(`trxne_${String(index).padStart(2, '0')}`, { created: NOON + index }),
  );
  await using world = await startWorld({ seed: [financialAccount(), transaction('trxn_1'), ...many] });
  const { data } = await world.query(
    '{ treasuryTransaction(id: "trxn_1") { entries(first: 12) { nodes { id flowDetails { __typename } } } } }',
  );
  expect(data.treasuryTransaction.entries.nodes).toHaveLength(12);
  expect(world.calls).toEqual([
    'GET /v1/treasury/transactions/trxn_1?expand[0]=entries&expand[1]=entries.data.flow_details',
    'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&transaction=trxn_1&limit=2&starting_after=trxne_02&expand[0]=data.flow_details',
  ]);
});

it('asks for the entries of the transactions of a list one by one, for no list brings them', async () => {
  await using world = await startWorld({ seed });
  const { data, errors } = await world.query(
    list(', first: 2', 'id flowDetails { __typename } entries(first: 5) { nodes { id } }'),
  );
  expect(errors).toBeUndefined();
  expect(data.treasuryTransactions.nodes).toEqual([
    { id: 'trxn_3', flowDetails: null, entries: { nodes: [] } },
    {
      id: 'trxn_2',
      flowDetails: { __typename: 'InboundTransfer' },
      entries: { nodes: [{ id: 'trxne_3' }, { id: 'trxne_2' }] },
    },
  ]);
  expect(world.calls).toEqual([
    'GET /v1/treasury/transactions?financial_account=fa_1Main&limit=2&expand[0]=data.flow_details',
    'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&transaction=trxn_3&limit=5',
    'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&transaction=trxn_2&limit=5',
  ]);
});

it('is null when there is none', async () => {
  await using world = await startWorld({ seed });
  expect((await world.query('{ treasuryTransaction(id: "trxn_9") { id } }')).data).toEqual({
    treasuryTransaction: null,
  });
  expect(world.calls).toEqual(['GET /v1/treasury/transactions/trxn_9']);
});

it('shows a kind of flow that is newer than the schema as no flow, and says so', async () => {
  const newer = transaction('trxn_1', { flow: 'xyz_1', flow_type: 'teleport' as never });
  await using world = await startWorld({ seed: [financialAccount(), newer] });
  const { data, errors, extensions } = await world.query(
    '{ treasuryTransaction(id: "trxn_1") { flow flowType flowDetails { __typename } } }',
  );
  expect(errors).toBeUndefined();
  expect(data.treasuryTransaction).toEqual({ flow: 'xyz_1', flowType: 'UNRECOGNIZED', flowDetails: null });
  expect(extensions).toMatchObject({ warnings: [{ code: 'UNRECOGNIZED_VALUE' }] });
});

describe('lists', () => {
  it.each([
    ['', ['trxn_3', 'trxn_2', 'trxn_1'], ''],
    [', orderBy: CREATED', ['trxn_3', 'trxn_2', 'trxn_1'], ''],
    [', status: OPEN', ['trxn_2'], '&status=open'],
    [`, created: { lt: "${time(20)}" }`, ['trxn_2', 'trxn_1'], `&created[lt]=${NOON + 20}`],
    [', status: POSTED, orderBy: POSTED_AT', ['trxn_1', 'trxn_3'], '&status=posted&order_by=posted_at'],
    [
      `, postedAt: { gt: "${time(20)}" }`,
      ['trxn_1'],
      `&status=posted&status_transitions[posted_at][gt]=${NOON + 20}&order_by=posted_at`,
    ],
    [
      `, postedAt: { gt: "${time(20)}" }, orderBy: POSTED_AT, status: POSTED`,
      ['trxn_1'],
      `&status=posted&status_transitions[posted_at][gt]=${NOON + 20}&order_by=posted_at`,
    ],
  ])('narrow and order by "%s"', async (args, ids, sent) => {
    await using world = await startWorld({ seed });
    const { data, errors } = await world.query(list(args));
    expect(errors).toBeUndefined();
    expect(data.treasuryTransactions.nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(world.calls).toEqual([`GET /v1/treasury/transactions?financial_account=fa_1Main${sent}&limit=10`]);
  });

  const moment = `{ gte: "${time()}" }`;
  it.each([
    [`, created: ${moment}, orderBy: POSTED_AT`, '`created` needs `orderBy: CREATED`'],
    [`, postedAt: ${moment}, orderBy: CREATED`, '`postedAt` needs `orderBy: POSTED_AT`'],
    [`, postedAt: ${moment}, status: OPEN`, '`postedAt` needs `status: POSTED`'],
    [`, postedAt: ${moment}, created: ${moment}`, '`created` or `postedAt`, not both'],
    [', created: {}', '`created` needs at least one of'],
    [', status: UNRECOGNIZED', '`status` must be OPEN, POSTED or VOID'],
    [', after: "trxne_1"', '`after` must be a cursor of this list'],
  ])('refuse "%s" without a call', async (args, message) => {
    await using world = await startWorld({ seed });
    const { errors } = await world.query(list(args));
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(world.calls).toEqual([]);
  });
});
