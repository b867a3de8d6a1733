import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { annotationOf, resourceOf } from '../../src/graph/annotations.ts';
import type { Resource, RestObject } from '../../src/graph/resource.ts';
import { resources, schema } from '../../src/schema.ts';
import { countOf } from '../counts.ts';
import { type FaultyUpstream, startFaultyUpstream } from '../faulty-upstream.ts';
import { SEED } from '../seed.ts';
import { startWorld, type World } from '../world.ts';

/** The paths at which there is a value, whatever the index in a list. */
const valuedPaths = (value: unknown, path = ''): string[] => {
  if (typeof value !== 'object') return [path];
  return Object.entries(value ?? {}).flatMap(([key, inner]) =>
    valuedPaths(inner, Array.isArray(value) ? path : `${path}.${key}`),
  );
};

/**
 * The GraphQL id of the object in the seed that has most to be wrong, and the least of that twice; undefined where
 * there is none.
 */
const fullestOf = ({ object: kind, idOf }: Resource): string | undefined => {
  const [fullest] = SEED.filter(({ object }) => object === kind)
    .map((object) => ({ object, paths: valuedPaths(object) }))
    .map(({ object, paths }) => ({ object, distinct: new Set(paths).size, all: paths.length }))
    .toSorted((one, other) => other.distinct - one.distinct || one.all - other.all);
  return fullest && idOf(fullest.object as unknown as RestObject);
};

const selectionOf = (type: GraphQLNamedType): string => {
  if (isLeafType(type)) return '';
  if (resourceOf(type) || isUnionType(type)) return '{ __typename }';
  return `{ ${selectedFields(type as GraphQLObjectType)} }`;
};

const isConnection = (field: GraphQLField<unknown, unknown>): boolean => annotationOf(field)?.kind === 'list';

/** Everything that stands in the object itself, down to the last leaf. */
const selectedFields = (type: GraphQLObjectType): string =>
  Object.values(type.getFields())
    .filter((field) => !isConnection(field))
    .map((field) => `${field.name} ${selectionOf(getNamedType(field.type))}`)
    .join(' ');

const queryOf = (typename: string): string => {
  const type = schema.getType(typename);
  if (!isObjectType(type)) throw new Error(`${typename} is no type of the graph.`);
  return `query ($id: ID!) { node(id: $id) { ... on ${typename} { ${selectedFields(type)} } } }`;
};

type Json = Record<string, unknown>;

/** Every place in the JSON at which there is a value, but for those that say which object it is. */
const placesIn = (value: unknown, place: readonly string[] = []): string[][] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'object' || (place.length === 0 && key === 'id')
      ? []
      : [[...place, key], ...placesIn(inner, [...place, key])],
  );
};

const MISSING = Symbol('missing');
const ODD: readonly unknown[] = [MISSING, null, 12.5, 'odd', [null], {}];

/** How many of them each place meets: in turn, so that all fall on some place of each type. */
const ODD_OF_EACH = countOf(2, ODD.length);

const oddFor = (n: number): unknown[] =>
  Array.from({ length: ODD_OF_EACH }, (_, turn) => ODD[(n * ODD_OF_EACH + turn) % ODD.length]);

const at = (body: Json, place: readonly string[]): Json => place.reduce((inner, key) => inner[key] as Json, body);

const withOdd = (body: Json, place: readonly string[], odd: unknown): Json => {
  const changed = structuredClone(body);
  const owner = at(changed, place.slice(0, -1));
  const last = place.at(-1) ?? '';
  if (odd === MISSING) delete owner[last];
  else owner[last] = odd;
  return changed;
};

/**
 * Ids of the objects that the place is in: the object itself, and the objects that stand whole in it, such as the card
 * of an authorization.
 */
const ownersOf = (body: Json, place: readonly string[]): string[] => {
  const owners = [body, ...place.slice(0, -1).map((_key, index) => at(body, place.slice(0, index + 1)))];
  return owners.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
};

let sandbox: World;
let upstream: FaultyUpstream;
let gateway: World;
/** What the REST API answers to everything. */
let body: Json = {};

beforeAll(async () => {
  sandbox = await startWorld();
  upstream = await startFaultyUpstream({
    answer: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  gateway = await startWorld({ gateway: { apiBase: upstream.url } });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream.close();
  await sandbox[Symbol.asyncDispose]();
});

/** The object as the sandbox answers it to the operation's own call, expansions included. */
const fetchObject = async (query: string, id: string): Promise<Json> => {
  await sandbox.query(query, { id });
  const [path = ''] = sandbox.calls.map((call) => call.replace('GET ', ''));
  const response = await fetch(new URL(path, sandbox.sandbox.url), {
    headers: { authorization: `Bearer ${sandbox.sandbox.key}`, 'stripe-version': '2024-11-20.acacia' },
  });
  return (await response.json()) as Json;
};

const madeSession = async (): Promise<string> => {
  const { data } = await sandbox.query(`mutation {
    createFinancialConnectionsSession(input: {
      accountHolder: { customer: "cus_1SeedBuyer00001" }, permissions: [BALANCES], idempotencyKey: "odd values"
    }) { ... on CreateFinancialConnectionsSessionPayload { financialConnectionsSession { id } } }
  }`);
  return data.createFinancialConnectionsSession.financialConnectionsSession.id;
};

describe('a value that REST must send and did not, or sent as something else', () => {
  it.each(resources.nodes)(
    'is never made up and never a fault of the gateway, anywhere in a $typename',
    async (resource) => {
      const { typename } = resource;
      // A session is only ever made.
      const id = typename === 'FinancialConnectionsSession' ? await madeSession() : (fullestOf(resource) ?? 'none');
      const query = queryOf(typename);
      const whole = await fetchObject(query, id);
      body = whole;
      expect((await gateway.query(query, { id })).errors).toBeUndefined();
      let failed = 0;
      for (const [n, place] of placesIn(whole).entries()) {
        for (const odd of oddFor(n)) {
          body = withOdd(whole, place, odd);
          const { errors = [] } = await gateway.query(query, { id });
          failed += errors.length;
          for (const { message, extensions } of errors) {
            const where = `${place.join('.')} = ${odd === MISSING ? 'missing' : JSON.stringify(odd)}: ${message}`;
            expect([where, extensions?.code]).toEqual([where, 'UPSTREAM_PROTOCOL_ERROR']);
            expect(ownersOf(whole, place).some((owner) => message.includes(owner))).toBe(true);
          }
        }
      }
      expect(failed).toBeGreaterThan(10);
    },
  );

  it('is named with its place where it is a part of an object', async () => {
    const id = 'fa_1Seed000001';
    body = withOdd(await fetchObject(queryOf('FinancialAccount'), id), ['balance', 'cash', 'usd'], 'much');
    const { data, errors } = await gateway.query(`{ financialAccount(id: "${id}") { balance { cash { amount } } } }`);
    expect(data).toEqual({ financialAccount: null });
    expect(errors).toMatchObject([
      {
        message: `The REST API sent treasury.financial_account ${id} with \`balance.cash.usd\` that is not a whole number up to 2^53 - 1.`,
        extensions: { code: 'UPSTREAM_PROTOCOL_ERROR', retryable: false },
      },
    ]);
  });

  it('fails the nearest nullable place, and nothing beside it', async () => {
    const whole = await fetchObject(queryOf('Transfer'), 'tr_1Seed000007');
    body = {
      object: 'list',
      has_more: false,
      url: '/v1/transfers',
      data: [whole, { ...whole, id: 'tr_2', created: null }],
    };
    const { data, errors } = await gateway.query(
      '{ odd: transfers(first: 2) { nodes { created } } whole: transfers(first: 2) { nodes { id } } }',
    );
    expect(data).toEqual({ odd: null, whole: { nodes: [{ id: 'tr_1Seed000007' }, { id: 'tr_2' }] } });
    expect(errors).toMatchObject([
      {
        message: 'The REST API sent transfer tr_2 without `created`, which must be a moment in Unix seconds.',
        path: ['odd', 'nodes', 1, 'created'],
        extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' },
      },
    ]);
  });

  it.each([
    ['an item that is null', { data: [null], has_more: false }, '`data.0` that has no `id`'],
    ['an item without an id', { data: [{ object: 'transfer' }], has_more: false }, '`data.0` that has no `id`'],
    ['no list', { data: 'none', has_more: false }, 'not a list'],
    ['no `has_more`', { data: [] }, 'not a list'],
  ])('fails the page where the list has %s', async (_name, list, message) => {
    body = { object: 'list', ...list };
    const { data, errors } = await gateway.query('{ transfers(first: 2) { nodes { id } } }');
    expect(data).toEqual({ transfers: null });
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' } },
    ]);
    expect(errors?.[0]?.message).toContain('/v1/transfers');
  });

  it('fails the look-up that is answered with another kind of object', async () => {
    body = { id: 'tr_1Seed000007', object: 'charge', amount: 1 };
    const { data, errors } = await gateway.query('{ transfer(id: "tr_1Seed000007") { id amount } }');
    expect(data).toEqual({ transfer: null });
    expect(errors).toMatchObject([
      { message: expect.stringContaining('tr_1Seed000007'), extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' } },
    ]);
  });
});
