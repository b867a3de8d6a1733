import { describe, expect, it } from 'vitest';
import { startWorld } from '../world.ts';

const NODES = (selection: string) => `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ${selection} } }`;

const ENTITIES = (selection: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${selection} } }`;

const AMOUNT = '... on Transfer { id amount }';

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(6, '0')}`);

const represent = (__typename: string, ids: readonly string[]) => ids.map((id) => ({ __typename, id }));

interface Batch {
  readonly typename: string;
  readonly ids: readonly string[];
  readonly selection: string;
  readonly calls: readonly string[];
}

const BATCHES: Batch[] = [
  {
    typename: 'Transfer',
    ids: numbered('tr_1Seed', 20),
    selection: '... on Transfer { id balanceTransaction { net } reversals(first: 2) { nodes { amount } } }',
    calls: numbered('tr_1Seed', 20).map((id) => `GET /v1/transfers/${id}?expand[0]=balance_transaction`),
  },
  {
    typename: 'TaxTransaction',
    ids: numbered('tax_1Seed', 8),
    selection: '... on TaxTransaction { reference lineItems(first: 5) { nodes { amount } } }',
    calls: numbered('tax_1Seed', 8).map((id) => `GET /v1/tax/transactions/${id}?expand[0]=line_items`),
  },
  {
    typename: 'TransferReversal',
    ids: numbered('tr_1Seed000007/trr_1Seed', 40).slice(2, 22),
    selection: '... on TransferReversal { id stripeId amount balanceTransaction { net } }',
    calls: ['GET /v1/transfers/tr_1Seed000007/reversals?limit=100&expand[0]=data.balance_transaction'],
  },
];

describe('_entities', () => {
  it.each(BATCHES)('answers 100 representations of $typename as `nodes` does, for the same calls', async (batch) => {
    await using world = await startWorld();
    const ids = Array.from({ length: 100 }, (_, index) => batch.ids[index % batch.ids.length] ?? '');
    const nodes = await world.query(NODES(batch.selection), { ids });
    expect(world.calls.toSorted()).toEqual(batch.calls);
    const entities = await world.query(ENTITIES(batch.selection), { representations: represent(batch.typename, ids) });
    expect(world.calls.toSorted()).toEqual(batch.calls);
    expect(entities.errors).toBeUndefined();
    expect(entities.data._entities).toEqual(nodes.data.nodes);
    expect(entities.data._entities.every((each: object | null) => each !== null)).toBe(true);
    expect(entities.extensions).toEqual(nodes.extensions);
  });

  it('finds every type in one batch', async () => {
    await using world = await startWorld();
    const { data, errors } = await world.query(ENTITIES(`${AMOUNT} ... on TaxTransaction { id reference }`), {
      representations: [
        ...represent('TaxTransaction', ['tax_1Seed000002']),
        ...represent('Transfer', ['tr_1Seed000003']),
      ],
    });
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([
      { __typename: 'TaxTransaction', id: 'tax_1Seed000002', reference: 'order_10002' },
      { __typename: 'Transfer', id: 'tr_1Seed000003', amount: 2500 },
    ]);
    expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1Seed000002', 'GET /v1/transfers/tr_1Seed000003']);
  });

  it('reads representations that stand in the document', async () => {
    await using world = await startWorld();
    const { data } = await world.query(
      `{ _entities(representations: [{ __typename: "Transfer", id: "tr_1Seed000003" }]) { ${AMOUNT} } }`,
    );
    expect(data._entities).toEqual([{ id: 'tr_1Seed000003', amount: 2500 }]);
  });

  it.each([
    ['an unknown type', { __typename: 'Nonsense', id: 'tr_1Seed000003' }, '`__typename` of a representation must be'],
    [
      'a type without a fetch',
      { __typename: 'IssuingTransaction', id: 'ipi_1Abc' },
      '`__typename` of a representation must be',
    ],
    ['a type that is no entity', { __typename: 'Query', id: 'tr_1Seed000003' }, '`__typename` of a representation'],
    ['no type', { id: 'tr_1Seed000003' }, '`__typename` of a representation must be an entity of this graph: '],
    ['a type that is no text', { __typename: ['Transfer'], id: 'tr_1Seed000003' }, '`__typename` of a representation'],
    ['no id', { __typename: 'Transfer' }, '`id` must be the id of a Transfer, such as "tr_1Abc".'],
    ['an id that is no text', { __typename: 'Transfer', id: 7 }, '`id` must be the id of a Transfer'],
    ['the id of another type', { __typename: 'Transfer', id: 'tax_1Seed000002' }, '`id` must be the id of a Transfer'],
    ['an id that climbs', { __typename: 'Transfer', id: 'tr_1/../../balance' }, '`id` must be the id of a Transfer'],
    ['text', 'tr_1Seed000003', 'A representation must be an object with `__typename` and `id`.'],
    ['a list', [{ __typename: 'Transfer' }], '`__typename` of a representation must be'],
  ])('gives %s a coded error in its own slot', async (_name, representation, message) => {
    await using world = await startWorld();
    const { data, errors } = await world.query(ENTITIES(AMOUNT), {
      representations: [
        ...represent('Transfer', ['tr_1Seed000003']),
        representation,
        ...represent('Transfer', ['tr_1Seed000004']),
      ],
    });
    expect(data._entities.map((each: { id: string } | null) => each?.id)).toEqual([
      'tr_1Seed000003',
      undefined,
      'tr_1Seed000004',
    ]);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(message),
      path: ['_entities', 1],
      extensions: { code: 'BAD_USER_INPUT', retryable: false },
    });
    expect(world.calls).toEqual(['GET /v1/transfers/tr_1Seed000003', 'GET /v1/transfers/tr_1Seed000004']);
  });

  it('answers null for an object that does not exist', async () => {
    await using world = await startWorld();
    const { data, errors } = await world.query(ENTITIES(AMOUNT), {
      representations: represent('Transfer', ['tr_1Nobody', 'tr_1Seed000003']),
    });
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([null, { __typename: 'Transfer', id: 'tr_1Seed000003', amount: 2500 }]);
  });

  it('keeps a failing call to its own slot', async () => {
    await using world = await startWorld({
      gateway: { clientOptions: { maxAttempts: { read: 1, write: 1 } } },
      delay: ({ path }) => {
        if (path.includes('tr_1Seed000004')) throw new Error('The service fails here.');
        return 0;
      },
    });
    const { data, errors } = await world.query(ENTITIES(AMOUNT), {
      representations: represent('Transfer', ['tr_1Seed000003', 'tr_1Seed000004']),
    });
    expect(data._entities).toEqual([{ __typename: 'Transfer', id: 'tr_1Seed000003', amount: 2500 }, null]);
    expect(errors).toMatchObject([
      {
        path: ['_entities', 1],
        extensions: { code: 'UPSTREAM_UNAVAILABLE', requestId: expect.stringMatching(/^req_/) },
      },
    ]);
  });

  it('is refused before its first call when it can cost too much; repeated representations cost nothing, wrong ones count', async () => {
    await using world = await startWorld({ gateway: { maxRestCalls: 20 } });
    const ids = numbered('tr_1Seed', 21);
    const repeated = await world.query(ENTITIES(AMOUNT), {
      representations: represent('Transfer', [...ids.slice(0, 19), ...ids.slice(0, 19), 'nonsense']),
    });
    expect(repeated.extensions?.cost).toEqual({ estimated: 20, actual: 19, max: 20 });
    const refused = await world.query(ENTITIES(AMOUNT), { representations: represent('Transfer', ids) });
    expect(refused.errors).toMatchObject([
      { extensions: { code: 'COST_LIMIT_EXCEEDED', mostExpensive: { coordinate: 'Query._entities', calls: 21 } } },
    ]);
    expect(world.calls).toEqual([]);
  });
});
