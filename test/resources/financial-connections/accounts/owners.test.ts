import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../../../world.ts';
import { account, owner, owners, ownership } from '../seed.ts';

const ACCOUNTS = '/v1/financial_connections/accounts';

let world: World;
beforeAll(async () => {
  world = await startWorld({
    seed: [
      account('fca_1'),
      account('fca_2', { created: 1_700_000_100, ownership: 'fcaowns_2' }),
      account('fca_3', { created: 1_700_000_200, ownership: null }),
      ownership('fcaowns_1', 'fca_1', owners(12)),
      ownership('fcaowns_2', 'fca_2', [
        owner(99, {
          email: null,
          ownership: 'fcaowns_2',
          phone: '+1 555-555-5555',
          raw_address: '1 Main Street',
          refreshed_at: null,
        }),
      ]),
    ],
  });
});
afterAll(() => world[Symbol.asyncDispose]());

const idsOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ id: `fcaown_${from + index}` }));

it('come with the account, every field of them', async () => {
  const answer = await world.query(`{
    financialConnectionsAccount(id: "fca_2") {
      ownership { id }
      owners { edges { cursor node { __typename id email name ownership phone rawAddress refreshedAt } } pageInfo { hasNextPage } }
    }
  }`);
  expect(answer.data.financialConnectionsAccount).toEqual({
    ownership: { id: 'fcaowns_2' },
    owners: {
      edges: [
        {
          cursor: 'fcaown_99',
          node: {
            __typename: 'FinancialConnectionsAccountOwner',
            id: 'fcaown_99',
            email: null,
            name: 'Owner 99',
            ownership: 'fcaowns_2',
            phone: '+1 555-555-5555',
            rawAddress: '1 Main Street',
            refreshedAt: null,
          },
        },
      ],
      pageInfo: { hasNextPage: false },
    },
  });
  expect(world.calls).toEqual([`GET ${ACCOUNTS}/fca_2?expand[0]=ownership`]);
});

it('come with a list of accounts; one whose owners were never fetched has null', async () => {
  const answer = await world.query(
    '{ financialConnectionsAccounts { nodes { id owners(first: 1) { nodes { id refreshedAt } } } } }',
  );
  expect(answer.data.financialConnectionsAccounts.nodes).toEqual([
    { id: 'fca_3', owners: null },
    { id: 'fca_2', owners: { nodes: [{ id: 'fcaown_99', refreshedAt: null }] } },
    { id: 'fca_1', owners: { nodes: [{ id: 'fcaown_1', refreshedAt: '2023-11-14T22:13:23.000Z' }] } },
  ]);
  expect(world.calls).toEqual([`GET ${ACCOUNTS}?limit=10&expand[0]=data.ownership`]);
});

it('go on with their own endpoint where the account did not bring enough', async () => {
  const answer = await world.query(`{
    financialConnectionsAccount(id: "fca_1") { owners(first: 12) { nodes { id } pageInfo { hasNextPage } } }
  }`);
  expect(answer.data.financialConnectionsAccount.owners).toEqual({
    nodes: idsOf(1, 12),
    pageInfo: { hasNextPage: false },
  });
  expect(world.calls).toEqual([
    `GET ${ACCOUNTS}/fca_1?expand[0]=ownership`,
    `GET ${ACCOUNTS}/fca_1/owners?ownership=fcaowns_1&limit=2&starting_after=fcaown_10`,
  ]);
});

it('after a cursor come from their own endpoint, and nothing is expanded in vain', async () => {
  const answer = await world.query(`{
    financialConnectionsAccount(id: "fca_1") { owners(first: 3, after: "fcaown_4") { nodes { id } } }
  }`);
  expect(answer.data.financialConnectionsAccount.owners.nodes).toEqual(idsOf(5, 7));
  expect(world.calls).toEqual([
    `GET ${ACCOUNTS}/fca_1`,
    `GET ${ACCOUNTS}/fca_1/owners?ownership=fcaowns_1&limit=3&starting_after=fcaown_4`,
  ]);
});

it("before a cursor keep the list's own order", async () => {
  const answer = await world.query(`{
    financialConnectionsAccount(id: "fca_1") {
      owners(last: 3, before: "fcaown_5") { nodes { id } pageInfo { hasNextPage hasPreviousPage } }
    }
  }`);
  expect(answer.data.financialConnectionsAccount.owners).toEqual({
    nodes: idsOf(2, 4),
    pageInfo: { hasNextPage: true, hasPreviousPage: true },
  });
  expect(world.calls).toEqual([
    `GET ${ACCOUNTS}/fca_1`,
    `GET ${ACCOUNTS}/fca_1/owners?ownership=fcaowns_1&limit=3&ending_before=fcaown_5`,
  ]);
});

it('are asked for with a cursor of theirs only', async () => {
  const { errors } = await world.query(
    '{ financialConnectionsAccount(id: "fca_1") { owners(after: "fcaowns_1") { nodes { id } } } }',
  );
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(world.calls).toEqual([]);
});

it('are no nodes', async () => {
  const { errors } = await world.query('{ node(id: "fcaown_1") { id } }');
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(world.calls).toEqual([]);
});

const UNDER_OWNERSHIP = 'ownership { id created owners(first: 1) { nodes { id } } }';

it('stand in the ownership too, which says when the bank told them', async () => {
  const answer = await world.query(`{ financialConnectionsAccount(id: "fca_1") { ${UNDER_OWNERSHIP} } }`);
  expect(answer.errors).toBeUndefined();
  expect(answer.data.financialConnectionsAccount.ownership).toEqual({
    id: 'fcaowns_1',
    created: expect.stringMatching(/^\d{4}-/),
    owners: { nodes: [{ id: 'fcaown_1' }] },
  });
  expect(world.calls).toEqual([`GET ${ACCOUNTS}/fca_1?expand[0]=ownership`]);
});

it('of the ownership after a cursor need its id alone, which stands in the account', async () => {
  const answer = await world.query(`{
    financialConnectionsAccount(id: "fca_1") { ownership { id owners(first: 2, after: "fcaown_4") { nodes { id } } } }
  }`);
  expect(answer.data.financialConnectionsAccount.ownership).toEqual({
    id: 'fcaowns_1',
    owners: { nodes: idsOf(5, 6) },
  });
  expect(world.calls).toEqual([
    `GET ${ACCOUNTS}/fca_1`,
    `GET ${ACCOUNTS}/fca_1/owners?ownership=fcaowns_1&limit=2&starting_after=fcaown_4`,
  ]);
});

it('have no ownership where the bank never told them', async () => {
  const answer = await world.query(`{ financialConnectionsAccount(id: "fca_3") { ${UNDER_OWNERSHIP} } }`);
  expect(answer.data.financialConnectionsAccount.ownership).toBeNull();
});
