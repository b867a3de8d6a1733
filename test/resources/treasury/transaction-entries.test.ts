import { describe, expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import { entry, financialAccount, NOON, outboundPayment, receivedCredit, time, transaction } from './seed.ts';

const numbered = (prefix: string, index: number): string => `${prefix}_${String(index).padStart(3, '0')}`;

/** Entries of as many transactions and flows, the newest last. */
const books = (count: number) => [
  financialAccount(),
  ...Array.from({ length: count }, (_, index) => {
    const [flow, transactionId] = [numbered('rc', index), numbered('trxn', index)];
    const moved = { flow, flow_type: 'received_credit', created: NOON + index } as const;
    return [
      receivedCredit(flow, { amount: index, transaction: transactionId }),
      transaction(transactionId, moved),
      entry(numbered('trxne', index), { ...moved, transaction: transactionId, type: 'received_credit' }),
    ];
  }).flat(),
];

const list = (args: string, selection = 'id') =>
  `{ transactionEntries(financialAccount: "fa_1Main"${args}) { nodes { ${selection} } } }`;

it('shows every field', async () => {
  const given = {
    balance_impact: { cash: -100, inbound_pending: 7, outbound_pending: 100 },
    created: NOON + 1,
    effective_at: NOON + 2,
    flow: 'obp_1',
    flow_type: 'outbound_payment',
    type: 'outbound_payment_posting',
  } as const;
  const seed = [entry('trxne_1', given), transaction('trxn_1'), outboundPayment('obp_1', { amount: 100 })];
  await using world = await startWorld({ seed });
  const { data, errors } = await world.query(`{
    transactionEntry(id: "trxne_1") {
      id type created effectiveAt currency livemode balanceImpact { cash inboundPending outboundPending }
      financialAccount { id } transaction { id description } flow flowType
      flowDetails { __typename ... on OutboundPayment { amount transaction { description } } }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.transactionEntry).toEqual({
    id: 'trxne_1',
    type: 'OUTBOUND_PAYMENT_POSTING',
    created: time(1),
    effectiveAt: time(2),
    currency: 'USD',
    livemode: false,
    balanceImpact: { cash: -100, inboundPending: 7, outboundPending: 100 },
    financialAccount: { id: 'fa_1Main' },
    transaction: { id: 'trxn_1', description: 'About trxn_1' },
    flow: 'obp_1',
    flowType: 'OUTBOUND_PAYMENT',
    flowDetails: { __typename: 'OutboundPayment', amount: 100, transaction: { description: 'About trxn_1' } },
  });
  expect(world.calls).toEqual([
    'GET /v1/treasury/transaction_entries/trxne_1?expand[0]=transaction&expand[1]=flow_details&expand[2]=flow_details.outbound_payment.transaction',
  ]);
});

it('is null when there is none', async () => {
  await using world = await startWorld({ seed: [] });
  expect((await world.query('{ transactionEntry(id: "trxne_9") { id } }')).data).toEqual({ transactionEntry: null });
  expect(world.calls).toEqual(['GET /v1/treasury/transaction_entries/trxne_9']);
});

it('shows a held authorization by its id alone, and no flow where there is none', async () => {
  const seed = [
    financialAccount(),
    entry('trxne_1', { created: NOON + 1, flow: 'iauth_1', flow_type: 'issuing_authorization' }),
    entry('trxne_2'),
  ];
  await using world = await startWorld({ seed });
  const { data, errors } = await world.query(
    list('', 'flow flowDetails { __typename ... on IssuingAuthorization { id } }'),
  );
  expect(errors).toBeUndefined();
  expect(data.transactionEntries.nodes).toEqual([
    { flow: 'iauth_1', flowDetails: { __typename: 'IssuingAuthorization', id: 'iauth_1' } },
    { flow: null, flowDetails: null },
  ]);
  expect(world.calls).toHaveLength(1);
});

describe('calls', () => {
  it('lists 100 entries in one', async () => {
    await using world = await startWorld({ seed: books(120) });
    const { data, extensions } = await world.query(list(', first: 100', 'id amount: balanceImpact { cash } flow'));
    expect(data.transactionEntries.nodes).toHaveLength(100);
    expect(data.transactionEntries.nodes[0].id).toBe('trxne_119');
    expect(world.calls).toEqual(['GET /v1/treasury/transaction_entries?financial_account=fa_1Main&limit=100']);
    expect(extensions).toMatchObject({ cost: { estimated: 1, actual: 1 } });
  });

  it('lists 50 entries with their transactions and flows in one', async () => {
    await using world = await startWorld({ seed: books(60) });
    const { data, errors, extensions } = await world.query(
      list(', first: 50', 'transaction { description } flowDetails { ... on ReceivedCredit { amount } }'),
    );
    expect(errors).toBeUndefined();
    expect(data.transactionEntries.nodes).toHaveLength(50);
    expect(data.transactionEntries.nodes[0]).toEqual({
      transaction: { description: 'About trxn_059' },
      flowDetails: { amount: 59 },
    });
    expect(world.calls).toEqual([
      'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&limit=50&expand[0]=data.transaction&expand[1]=data.flow_details',
    ]);
    expect(extensions).toMatchObject({ cost: { estimated: 1, actual: 1 } });
  });

  it('shows the ids of what entries refer to for nothing', async () => {
    await using world = await startWorld({ seed: books(3) });
    const { data } = await world.query(list('', 'financialAccount { id } transaction { id }'));
    expect(data.transactionEntries.nodes[0]).toEqual({
      financialAccount: { id: 'fa_1Main' },
      transaction: { id: 'trxn_002' },
    });
    expect(world.calls).toEqual(['GET /v1/treasury/transaction_entries?financial_account=fa_1Main&limit=10']);
  });

  it('asks once for the account of all entries', async () => {
    await using world = await startWorld({ seed: books(3) });
    await world.query(list('', 'financialAccount { country }'));
    expect(world.calls).toEqual([
      'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&limit=10',
      'GET /v1/treasury/financial_accounts/fa_1Main',
    ]);
  });

  it('asks one list for the entries of each transaction', async () => {
    await using world = await startWorld({ seed: books(2) });
    const { data } = await world.query(list('', 'transaction { status entries { nodes { id } } }'));
    expect(data.transactionEntries.nodes).toEqual([
      { transaction: { status: 'POSTED', entries: { nodes: [{ id: 'trxne_001' }] } } },
      { transaction: { status: 'POSTED', entries: { nodes: [{ id: 'trxne_000' }] } } },
    ]);
    const entriesOf = (id: string) =>
      `GET /v1/treasury/transaction_entries?financial_account=fa_1Main&transaction=${id}&limit=10`;
    expect(world.calls).toEqual([
      'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&limit=10&expand[0]=data.transaction',
      entriesOf('trxn_001'),
      entriesOf('trxn_000'),
    ]);
  });

  it('brings the siblings of one entry with it', async () => {
    const seed = [financialAccount(), transaction('trxn_1'), entry('trxne_1'), entry('trxne_2', { created: NOON + 1 })];
    await using world = await startWorld({ seed });
    const { data } = await world.query(
      '{ transactionEntry(id: "trxne_1") { transaction { entries { nodes { id } } } } }',
    );
    expect(data.transactionEntry.transaction.entries.nodes).toEqual([{ id: 'trxne_2' }, { id: 'trxne_1' }]);
    expect(world.calls).toEqual([
      'GET /v1/treasury/transaction_entries/trxne_1?expand[0]=transaction&expand[1]=transaction.entries',
    ]);
  });

  it('finds several entries of one transaction by their ids in one', async () => {
    const ids = ['trxne_1', 'trxne_2', 'trxne_3', 'trxne_4'];
    const seed = [financialAccount(), transaction('trxn_1'), ...ids.map((id) => entry(id))];
    await using world = await startWorld({ seed });
    const { data } = await world.query('query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids });
    expect(data.nodes).toEqual(ids.map((id) => ({ __typename: 'TransactionEntry', id })));
    expect(world.calls).toEqual(['GET /v1/treasury/transaction_entries/trxne_1?expand[0]=transaction.entries']);
  });
});

describe('lists', () => {
  const seed = [
    financialAccount(),
    transaction('trxn_1'),
    transaction('trxn_2'),
    entry('trxne_1', { created: NOON, effective_at: NOON + 50 }),
    entry('trxne_2', { created: NOON + 10, effective_at: NOON + 40, transaction: 'trxn_2' }),
    entry('trxne_3', { created: NOON + 20, effective_at: NOON + 30 }),
  ];

  it.each([
    ['', ['trxne_3', 'trxne_2', 'trxne_1'], ''],
    [', orderBy: CREATED', ['trxne_3', 'trxne_2', 'trxne_1'], ''],
    [', orderBy: EFFECTIVE_AT', ['trxne_1', 'trxne_2', 'trxne_3'], '&order_by=effective_at'],
    [', transaction: "trxn_2"', ['trxne_2'], '&transaction=trxn_2'],
    [
      `, created: { gt: "${time()}", lte: "${time(20)}" }`,
      ['trxne_3', 'trxne_2'],
      `&created[gt]=${NOON}&created[lte]=${NOON + 20}`,
    ],
    [
      `, effectiveAt: { gte: "${time(40)}" }`,
      ['trxne_1', 'trxne_2'],
      `&effective_at[gte]=${NOON + 40}&order_by=effective_at`,
    ],
    [
      `, effectiveAt: { gte: "${time(40)}" }, orderBy: EFFECTIVE_AT`,
      ['trxne_1', 'trxne_2'],
      `&effective_at[gte]=${NOON + 40}&order_by=effective_at`,
    ],
  ])('narrow and order by "%s"', async (args, ids, sent) => {
    await using world = await startWorld({ seed });
    const { data, errors } = await world.query(list(args));
    expect(errors).toBeUndefined();
    expect(data.transactionEntries.nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(world.calls).toEqual([`GET /v1/treasury/transaction_entries?financial_account=fa_1Main${sent}&limit=10`]);
  });

  const moment = `{ gte: "${time()}" }`;
  it.each([
    [`, created: ${moment}, orderBy: EFFECTIVE_AT`, '`created` needs `orderBy: CREATED`'],
    [`, effectiveAt: ${moment}, orderBy: CREATED`, '`effectiveAt` needs `orderBy: EFFECTIVE_AT`'],
    [`, effectiveAt: ${moment}, created: ${moment}`, '`created` or `effectiveAt`, not both'],
    [', effectiveAt: {}', '`effectiveAt` needs at least one of'],
    [', transaction: "trxne_1"', '`transaction` must be the id of a TreasuryTransaction'],
    [', transaction: ""', '`transaction` must be the id of a TreasuryTransaction'],
    [', after: "trxn_1"', '`after` must be a cursor of this list'],
  ])('refuse "%s" without a call', async (args, message) => {
    await using world = await startWorld({ seed });
    const { errors } = await world.query(list(args));
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(world.calls).toEqual([]);
  });

  it('refuse what cannot be an account without a call', async () => {
    await using world = await startWorld({ seed });
    const { errors } = await world.query('{ transactionEntries(financialAccount: "acct_1") { nodes { id } } }');
    expect(errors?.[0]?.message).toContain('`financialAccount` must be the id of a FinancialAccount');
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(world.calls).toEqual([]);
  });

  it('page on after a cursor and back before one, in their own order', async () => {
    await using world = await startWorld({ seed });
    const page = async (args: string) => {
      const { data } = await world.query(
        `{ transactionEntries(financialAccount: "fa_1Main", ${args}) {
          nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        } }`,
      );
      return data.transactionEntries;
    };
    expect(await page('first: 1, after: "trxne_3"')).toEqual({
      nodes: [{ id: 'trxne_2' }],
      pageInfo: { hasNextPage: true, hasPreviousPage: true, startCursor: 'trxne_2', endCursor: 'trxne_2' },
    });
    expect(world.calls).toEqual([
      'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&limit=1&starting_after=trxne_3',
    ]);
    expect(await page('last: 5, before: "trxne_1"')).toEqual({
      nodes: [{ id: 'trxne_3' }, { id: 'trxne_2' }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: 'trxne_3', endCursor: 'trxne_2' },
    });
    expect(world.calls).toEqual([
      'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&limit=5&ending_before=trxne_1',
    ]);
  });
});
