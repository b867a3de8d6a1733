import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../world.ts';

let open: World;
let closed: World;

beforeAll(async () => {
  open = await startWorld();
  closed = await startWorld({ gateway: { introspection: false, graphiql: false } });
});

afterAll(async () => {
  await open[Symbol.asyncDispose]();
  await closed[Symbol.asyncDispose]();
});

describe('with introspection off', () => {
  it.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Transfer") { name } }',
    '{ _service { sdl } }',
    '{ a: _service { sdl } }',
    '{ ...F } fragment F on Query { ... { _service { sdl } } }',
  ])('says nothing of the schema to %s', async (query) => {
    expect(await open.query(query)).not.toHaveProperty('errors');
    const { data, errors } = await closed.query(query);
    expect([data, [...new Set(errors?.map(({ extensions }) => extensions?.code))]]).toEqual([
      undefined,
      ['GRAPHQL_VALIDATION_FAILED'],
    ]);
  });

  it.each([
    ['a field', '{ transfr(id: "tr_1") { id } }', {}],
    ['an argument', '{ transfer(idd: "tr_1", id: "tr_1") { id } }', {}],
    ['a type', 'query ($a: TimestampRang) { transfers(created: $a) { nodes { id } } }', {}],
    ['a type of an interface', '{ node(id: "tr_1Seed000003") { amount } }', {}],
    ['an input field', '{ transfers(created: { gtt: "2024-01-01T00:00:00Z" }) { nodes { id } } }', {}],
    [
      'an input field of a variable',
      'query ($a: TimestampRange) { transfers(created: $a) { nodes { id } } }',
      { a: { gtt: 'x' } },
    ],
    ['an enum value', '{ treasuryTransactions(financialAccount: "fa_1", status: OPENN) { nodes { id } } }', {}],
    [
      'an enum value of a variable',
      'query ($s: TreasuryTransactionStatus) { treasuryTransactions(financialAccount: "fa_1", status: $s) { nodes { id } } }',
      { s: 'OPENN' },
    ],
  ])('does not suggest %s', async (_, query, variables) => {
    const hint = /did you mean/i;
    expect(JSON.stringify((await open.query(query, variables)).errors)).toMatch(hint);
    const { errors } = await closed.query(query, variables);
    expect(errors?.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toMatch(hint);
  });

  it('still answers __typename', async () => {
    expect(await closed.query('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
  });
});
