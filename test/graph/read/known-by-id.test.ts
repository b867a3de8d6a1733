import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const PAGE = 'reversals(first: 2, after: "trr_1Seed000010") { nodes { amount } }';

const node = (id: string, below: string) => `{ node(id: "${id}") { __typename id ... on Transfer { ${below} } } }`;

describe('a page of a list that stands below its parent', () => {
  it('needs no call for the parent', async () => {
    const { data, errors, extensions } = await world.query(node('tr_1Seed000007', PAGE));
    expect(errors).toBeUndefined();
    expect(data.node).toMatchObject({ __typename: 'Transfer', id: 'tr_1Seed000007' });
    expect(data.node.reversals.nodes).toHaveLength(2);
    expect(world.calls).toEqual(['GET /v1/transfers/tr_1Seed000007/reversals?limit=2&starting_after=trr_1Seed000010']);
    expect(extensions?.cost).toMatchObject({ estimated: 1, actual: 1 });
  });

  it('tells of a parent that does not exist', async () => {
    const { data, errors } = await world.query(node('tr_1None', PAGE));
    expect(data).toEqual({ node: { __typename: 'Transfer', id: 'tr_1None', reversals: null } });
    expect(errors).toMatchObject([{ path: ['node', 'reversals'], extensions: { code: 'NOT_FOUND' } }]);
    expect(world.calls).toHaveLength(1);
  });

  it.each([
    ['anything else is asked for', `amount ${PAGE}`, 2],
    ['nothing but the id is asked for', '', 1],
    ['the page is empty', 'reversals(first: 0, after: "trr_1Seed000010") { nodes { amount } }', 1],
    ['the page is the one that comes with the parent', 'reversals { nodes { amount } }', 1],
    ['the page is left out', `${PAGE.replace('{', '@include(if: false) {')}`, 1],
  ])('does not spare the call for the parent where %s', async (_when, below, calls) => {
    const query = (id: string) => node(id, below === '' ? 'id' : below);
    expect((await world.query(query('tr_1Seed000007'))).data.node).toMatchObject({ id: 'tr_1Seed000007' });
    expect(world.calls).toHaveLength(calls);
    expect(world.calls.at(0)).toMatch(/^GET \/v1\/transfers\/tr_1Seed000007(\?|$)/);
    expect((await world.query(query('tr_1None'))).data.node).toBeNull();
  });

  it('does not spare it where the list is found by a filter, for which an unknown parent is no 404', async () => {
    const query = (id: string) => `{ financialAccount(id: "${id}") { id transactions(first: 1) { nodes { id } } } }`;
    expect((await world.query(query('fa_1Seed000001'))).data.financialAccount.id).toBe('fa_1Seed000001');
    expect(world.calls).toHaveLength(2);
    expect((await world.query(query('fa_1None'))).data.financialAccount).toBeNull();
  });
});

describe('an entity of which the id alone is asked for', () => {
  const QUERY =
    'query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Transfer { id } ... on TransferReversal { id } } }';

  it('costs no call: its representation says that it exists', async () => {
    const of = [
      { __typename: 'Transfer', id: 'tr_1Seed000001' },
      { __typename: 'TransferReversal', id: 'tr_1Seed000007/trr_1Seed000010' },
      { __typename: 'Transfer', id: 'tr_1None' },
    ];
    const { data, errors, extensions } = await world.query(QUERY, { of });
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual(of);
    expect(world.calls).toEqual([]);
    expect(extensions?.cost).toMatchObject({ estimated: 0, actual: 0 });
  });

  it('is still refused when its representation is wrong', async () => {
    const { data, errors } = await world.query(QUERY, { of: [{ __typename: 'Transfer', id: 'fa_1Seed000001' }] });
    expect(data._entities).toEqual([null]);
    expect(errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('costs the list alone where one below it is asked for', async () => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Transfer { id ${PAGE} } } }`;
    const { data } = await world.query(query, { of: [{ __typename: 'Transfer', id: 'tr_1Seed000007' }] });
    expect(data._entities[0].reversals.nodes).toHaveLength(2);
    expect(world.calls).toHaveLength(1);
  });
});
