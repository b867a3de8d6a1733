import {
  type GraphQLObjectType,
  type GraphQLUnionType,
  getIntrospectionQuery,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { annotationOf } from '../../../src/graph/annotations.ts';
import { schema } from '../../../src/schema.ts';
import { startWorld, type World } from '../../world.ts';
import { planned } from './planned.ts';

const MAX = 500_000;
/** What is added for a page, an object by its id, or a part that is included. */
const ASKED = 5;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const times = (count: number, write: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => write(n)).join(' ');

const aliases = (count: number, field: string): string => times(count, (n) => `a${n}: ${field}`);

/** Everything that an object has in itself; of the objects it refers to, the ids. */
const allFields = (typename: string, alias: (name: string) => string = (name) => name): string => {
  const type = schema.getType(typename) as GraphQLObjectType;
  return Object.values(type.getFields())
    .flatMap((field) => {
      const named = getNamedType(field.type);
      if (isLeafType(named)) return [alias(field.name)];
      const rest = annotationOf(field);
      if (rest?.kind === 'list' || !isObjectType(named)) return [];
      return [`${alias(field.name)} { ${rest?.kind === 'reference' ? 'id' : allFields(named.name)} }`];
    })
    .join(' ');
};

/** All fields of a flow, each under a name of its own: flows have fields of one name and different types. */
const allFlows = (): string => {
  const flow = (name: string, index: number) =>
    // Of a purchase with a card the history alone can be longer than any flow.
    name === 'IssuingAuthorization'
      ? `... on ${name} { id }`
      : `... on ${name} { ${allFields(name, (field) => `f${index}_${field}: ${field}`)} }`;
  return `flowDetails { ${(schema.getType('FlowDetails') as GraphQLUnionType)
    .getTypes()
    .map(({ name }, index) => flow(name, index))
    .join(' ')} }`;
};

describe('what an answer can hold', () => {
  it.each<[what: string, query: string, values: number]>([
    ['an object with its leaves', '{ transfer(id: "tr_1") { id amount __typename } }', 1 + ASKED + 4],
    ['a page with its items', '{ transfers(first: 7) { nodes { id amount } } }', 1 + ASKED + 1 + 7 * 3],
    [
      'edges, their cursors and pageInfo',
      '{ transfers(first: 7) { edges { cursor node { id } } pageInfo { endCursor } } }',
      1 + ASKED + 1 + 2 + 7 * (2 + 2),
    ],
    ['a page of none', '{ transfers(first: 0) { nodes { id } pageInfo { endCursor } } }', 1 + ASKED + 1 + 2],
    [
      'a page in a page',
      '{ transfers(first: 7) { nodes { reversals(first: 3) { nodes { amount } } } } }',
      1 + ASKED + 1 + 7 * (1 + ASKED + 1 + 3 * 2),
    ],
    [
      'pageInfo of a page in a page',
      '{ transfers(first: 7) { nodes { reversals(first: 0) { pageInfo { endCursor } } } } }',
      1 + ASKED + 1 + 7 * (1 + ASKED + 1 + 2),
    ],
    [
      'the same again under other names',
      '{ transfers(first: 7) { a: nodes { id } b: nodes { x: id y: id } } }',
      1 + ASKED + 1 + 7 * 2 + 7 * 3,
    ],
    [
      'lists within an object, as ten',
      '{ taxCalculation(id: "taxcalc_1") { taxBreakdown { amount inclusive } } }',
      1 + ASKED + 1 + 10 * 3,
    ],
    [
      'lists that come only when they are asked for, as ten',
      '{ taxCalculation(id: "taxcalc_1") { shippingCost { taxBreakdown { amount } } } }',
      1 + ASKED + 1 + 1 + ASKED + 10 * 2,
    ],
    [
      'such lists of each item, with the objects below them',
      '{ taxCalculation(id: "taxcalc_1") { lineItems(first: 7) { nodes { taxBreakdown { amount jurisdiction { country } } } } } }',
      1 + ASKED + 1 + ASKED + 1 + 7 * (1 + ASKED + 10 * (2 + 2)),
    ],
    ['metadata, as 50 keys and 50 texts', '{ transfer(id: "tr_1") { metadata } }', 1 + ASKED + 1 + 100],
    [
      'lists whose length REST does not say, as ten',
      '{ financialAccount(id: "fa_1") { supportedCurrencies financialAddresses { type } } }',
      1 + ASKED + 1 + 10 + 10 * 2,
    ],
    [
      'a reference that is expanded',
      '{ transfers(first: 7) { nodes { balanceTransaction { net } } } }',
      1 + ASKED + 1 + 7 * (1 + 2),
    ],
    [
      'a reference that is not',
      '{ treasuryTransactions(financialAccount: "fa_1", first: 7) { nodes { financialAccount { id country } } } }',
      1 + ASKED + 1 + 7 * (1 + 3),
    ],
    [
      'of a union, the member that holds most',
      '{ transactionEntries(financialAccount: "fa_1", first: 7) { nodes { flowDetails { ... on OutboundPayment { id amount } ... on ReceivedCredit { id } } } } }',
      1 + ASKED + 1 + 7 * (1 + ASKED + 3),
    ],
    [
      'each id that is asked for, though it is one object',
      '{ nodes(ids: ["tr_1", "tr_1", "fa_1"]) { ... on Transfer { id amount } ... on FinancialAccount { id } } }',
      1 + 3 * ASKED + 2 * 3 + 2,
    ],
    ['a wrong id', '{ nodes(ids: ["wrong"]) { id } }', 1 + ASKED],
    [
      'a mutation',
      'mutation { createTransferReversal(input: { transfer: "tr_1", idempotencyKey: "k" }) { ... on CreateTransferReversalPayload { replayed transferReversal { amount } } } }',
      1 + 2 + 2,
    ],
  ])('is %s', (_what, query, values) => {
    expect(planned(query).values).toBe(values);
  });

  it('is, for the printed schema, as many values as it has lines', async () => {
    const { data } = await world.query('{ _service { sdl } }');
    const lines = data._service.sdl.split('\n').length;
    expect(planned('{ _service { sdl } }').values).toBe(1 + 1 + lines);
  });
});

describe('an answer that could hold too much', () => {
  const transfersBelow = (below: string) => `{ transfers(first: 100) { nodes { ${below} } } }`;
  const IDS = { ids: Array.from({ length: 1000 }, () => 'tr_1Seed000001') };

  it.each<[what: string, query: string, variables?: Record<string, unknown>]>([
    ['the printed schema under 195 names', `{ _service { ${aliases(195, 'sdl')} } }`],
    ['1,000 equal ids under 140 names', `query ($ids: [ID!]!) { ${aliases(140, 'nodes(ids: $ids) { id }')} }`, IDS],
    [
      'all fields of the schema under 100 names',
      `{ __schema { ${aliases(100, 'types { fields { name description } }')} } }`,
    ],
    ['metadata under 198 names on 100 transfers', transfersBelow(aliases(198, 'metadata'))],
    [
      'transfers, their reversals, their transfers, their reversals, under 195 names',
      transfersBelow(`reversals { nodes { transfer { reversals { nodes { ${aliases(195, 'amount')} } } } } }`),
    ],
    ['items under 190 names', `{ transfers(first: 1000) { ${aliases(190, 'nodes { id amount }')} } }`],
    [
      'items under 190 names of a page of a variable',
      `query ($n: Int) { transfers(first: $n) { ${aliases(190, 'edges { cursor node { id } }')} } }`,
      { n: 1000 },
    ],
    [
      'connections under 170 names',
      `{ transfers(first: 1000) { nodes { ${aliases(170, 'reversals(first: 0) { __typename }')} } } }`,
    ],
  ])('is refused before the first call: %s', async (_what, query, variables) => {
    const { data, errors = [] } = await world.query(query, variables);
    expect(data).toBeUndefined();
    const refusal = errors.find(({ extensions }) => extensions?.limit === 'values');
    expect(refusal?.extensions).toMatchObject({ code: 'COST_LIMIT_EXCEEDED', retryable: false, max: MAX });
    const estimated = Number(refusal?.extensions?.estimated);
    expect(estimated).toBeGreaterThan(MAX);
    expect(refusal?.message).toContain(`can answer ${estimated} values; the limit is ${MAX}.`);
    expect(world.calls).toEqual([]);
  });
});

describe('introspection', () => {
  it('counts what there is', () => {
    const types = Object.values(schema.getTypeMap());
    const fields = types.flatMap((type) =>
      'getFields' in type && !isInputObjectType(type) ? Object.values(type.getFields()) : [],
    );
    const args = fields.flatMap((field) => field.args);
    const { values } = planned('{ __schema { types { fields { args { name } } } } }');
    const without = types.filter((type) => !('getFields' in type) || isInputObjectType(type));
    // Each five times: none of them stands ready. Where a type has no fields a null says so.
    expect(values).toBe(1 + 5 * (1 + types.length + without.length + fields.length + args.length * 2));
  });

  /** Values of an answer: objects, leaves and nulls. */
  const held = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + held(each), 0);
    if (typeof value !== 'object' || value === null) return 1;
    return Object.values(value).reduce((sum: number, each) => sum + held(each), 1);
  };

  // Deeper than that no document may ask: graphql-js refuses it.

  it.each([
    ['the type with most fields', '{ __type(name: "Query") { fields { name type { ofType { name } } } } }'],
    [
      'a type that is asked for by a variable',
      'query ($n: String = "Node") { __type(name: $n) { possibleTypes { name } } }',
    ],
    ['a type that there is not', '{ __type(name: "Nope") { fields { name } } }'],
    [
      'a long enumeration',
      '{ __type(name: "TaxIdType") { enumValues(includeDeprecated: true) { name description } } }',
    ],
    [
      'an interface, its types and their interfaces',
      '{ __type(name: "Node") { possibleTypes { interfaces { name } } } }',
    ],
    ['an input', '{ __type(name: "CreateTransferInput") { inputFields { name type { kind ofType { kind } } } } }'],
    [
      'fields, their types, and their fields again',
      '{ __type(name: "Query") { fields { type { fields { args { type { name } } } } } } }',
    ],
    ['directives', '{ __schema { queryType { name } directives { args { name type { ofType { name } } } } } }'],
  ])('counts each value that there is five times, and no other: %s', async (_what, query) => {
    const { data, errors } = await world.query(query);
    expect(errors).toBeUndefined();
    expect(planned(query, { variables: { n: 'Node' } }).values).toBe(1 + 5 * (held(data) - 1));
  });

  it.each([
    // More than ten of `__schema` and `__type` no document may have, nor more than 200 aliases.
    [
      'the fields of the types of all fields, each under 190 names',
      `{ __schema { types { fields { type { fields { ${aliases(190, 'name')} } } } } } }`,
    ],
  ])('that could hold too much is refused: %s', async (_what, query) => {
    const { data, errors } = await world.query(query);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'COST_LIMIT_EXCEEDED', limit: 'values', max: MAX } }]);
  });

  it('as every tool asks is within the limit', async () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true });
    expect(planned(query).values).toBeLessThan(MAX / 2);
    const { data, errors } = await world.query(query);
    expect(errors).toBeUndefined();
    expect(data.__schema.types.length).toBeGreaterThan(100);
    // And no less than what is answered, each five times.
    expect(planned(query).values).toBeGreaterThan(5 * held(data.__schema));
  });
});

describe('a long list', () => {
  const entry = `${allFields('TransactionEntry')} transaction { ${allFields('TreasuryTransaction')} ${allFlows()} } ${allFlows()}`;
  const query = (size: number) =>
    `{ transactionEntries(financialAccount: "fa_1Seed000001", first: ${size}) { nodes { ${entry} } pageInfo { endCursor } } }`;

  it('of 1,000 entries with their transactions and flows is within the limit', async () => {
    expect(planned(query(1000)).values).toBeLessThan(MAX);
    // Flows of every kind in one document need more aliases than one may have, which is not what this is about.
    await using roomy = await startWorld({ gateway: { maxAliases: 300, maxTokens: 4000 } });
    const { data, errors } = await roomy.query(query(1000));
    expect(errors).toBeUndefined();
    expect(data.transactionEntries.nodes.length).toBeGreaterThan(200);
  });
});
