import { readFileSync } from 'node:fs';
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareAll } from '../../scripts/field-table/compare.ts';
import { resourceOf } from '../../src/graph/annotations.ts';
import { resources, schema } from '../../src/schema.ts';
import { startWorld, type World } from '../world.ts';
import { folder } from './folder.ts';

type Json = Record<string, unknown>;
const readFixtures = (name: string): Record<string, Json> =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8')).resources;

/** Of what the graph began with, and of all that REST has. */
const core = readFixtures('fixtures.json');
const everything = readFixtures('fixtures-all.json');
const isNode = (object: string): boolean => resources.ofObject(object)?.path !== undefined;
const fixtures: Record<string, Json> = {
  ...Object.fromEntries(Object.entries(everything).filter(([object]) => isNode(object))),
  ...core,
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Fields whose REST key is not their name in snake case, or that are made of several. */
const RENAMED: Record<string, string> = { sourceId: 'source', stripeId: 'id' };

/** Lists of {currency, amount} are maps in REST. */
const asMap = (value: unknown): unknown =>
  Array.isArray(value)
    ? Object.fromEntries(
        (value as { currency: string; amount: number }[]).map((each) => [each.currency.toLowerCase(), each.amount]),
      )
    : value;

/** All that is selected of a type: leaves, nested objects, the ids of other resources, the items of embedded lists. */
const selectionOf = (type: GraphQLNamedType, depth = 0): string => {
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return [field.name];
    if (named.name.endsWith('Connection')) return [];
    // Shown by `sourceId`: no example has the object.
    if (named.name === 'BalanceTransactionSource') return [];
    if (isUnionType(named)) {
      const parts = named.getTypes().map((each) => `... on ${each.name} { id }`);
      return [`${field.name} { __typename ${parts.join(' ')} }`];
    }
    if (resourceOf(named)) return [`${field.name} { id }`];
    return depth > 6 ? [] : [`${field.name} ${selectionOf(named, depth + 1)}`];
  });
  return `{ ${fields.join(' ')} }`;
};

const unlisted = (type: GraphQLOutputType): GraphQLOutputType => {
  if (isNonNullType(type)) return unlisted(type.ofType);
  return isListType(type) ? unlisted(type.ofType) : type;
};

/** What GraphQL answered as REST would have written it. */
const toRest = (field: GraphQLField<unknown, unknown>, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    if (getNamedType(field.type).name === 'CurrencyAmount') return asMap(value);
    if (getNamedType(field.type).name === 'AccountCapability') {
      return Object.fromEntries(value.map(({ name, status }) => [name, status.toLowerCase()]));
    }
    return value.map((each) => toRest(field, each));
  }
  const named = getNamedType(unlisted(field.type));
  if (named.name === 'DateTime') return Date.parse(value as string) / 1000;
  if (named.name === 'Currency') return (value as string).toLowerCase();
  if (isEnumType(named)) return named.getValue(value as string)?.value;
  if (resourceOf(named)) return (value as { id: string }).id;
  if (isObjectType(named)) return objectToRest(named, value as Json);
  return value;
};

const objectToRest = (type: GraphQLNamedType, value: Json): Json => {
  if (!isObjectType(type)) return value;
  const entries = Object.entries(value).map(([name, each]) => {
    const field = type.getFields()[name] as GraphQLField<unknown, unknown>;
    return [RENAMED[name] ?? snake(name), toRest(field, each)];
  });
  return Object.fromEntries(entries);
};

/** REST's object as far as both can say it: null for what is absent, empty metadata for none, lists apart. */
const comparable = (expected: unknown, actual: unknown): unknown => {
  if (Array.isArray(expected)) return expected.map((each, n) => comparable(each, (actual as unknown[] | null)?.[n]));
  if (typeof expected !== 'object' || expected === null) return expected ?? null;
  return Object.fromEntries(
    Object.entries(expected)
      .filter(([key, value]) => key !== 'object' && (value as { object?: string } | null)?.object !== 'list')
      .map(([key, value]) => [
        key,
        key === 'metadata' && value === null ? {} : comparable(value, (actual as Json | null)?.[key]),
      ]),
  );
};

/** Without what is left out of the graph for a reason. */
const shown = (fixture: Json, missing: readonly string[], path = ''): Json =>
  Object.fromEntries(
    Object.entries(fixture)
      .filter(([key]) => !missing.includes(`${path}${key}`))
      .map(([key, value]) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? [key, shown(value as Json, missing, `${path}${key}.`)]
          : [key, value],
      ),
  );

const missingOf = new Map(compareAll().map(({ typename, missing }) => [typename, missing]));

const listOf = (data: unknown[]): Json => ({ object: 'list', data, has_more: false, url: '' });

/** The objects that stand in no seed by themselves, each put into the one that it is a part of. */
const assembled = (): Json[] => {
  const parts: Record<string, Json> = {
    'treasury.financial_account': { features: fixtures['treasury.financial_account_features'] },
    'tax.calculation': { line_items: listOf([fixtures['tax.calculation_line_item']]) },
    'financial_connections.account': { ownership: fixtures['financial_connections.account_ownership'] },
  };
  return Object.entries(fixtures)
    .filter(([object, { id }]) => id !== undefined && !/line_item|owner$/.test(object))
    .map(([object, fixture]) => ({ ...fixture, ...parts[object] }));
};

describe('the example objects of the API description', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ seed: assembled() });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const nodes = assembled()
    .map((fixture) => [String(fixture.object), fixture] as const)
    .filter(([object]) => resources.ofObject(object)?.path !== undefined);

  it.each(nodes)('%s comes back with every field', async (object, fixture) => {
    const resource = resources.ofObject(object);
    const type = schema.getType(resource?.typename ?? '') as GraphQLNamedType;
    const id = resource?.idOf(fixture as never);
    const { data, errors } = await world.query(
      `query ($id: ID!) { node(id: $id) { ... on ${type.name} ${selectionOf(type)} } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    const actual = { ...objectToRest(type, data.node), id: fixture.id };
    const expected = shown(fixture, missingOf.get(type.name) ?? []);
    expect(actual).toMatchObject(comparable(expected, actual) as Json);
  });

  const items: [object: string, parent: string, connection: string][] = [
    ['tax.transaction_line_item', 'tax.transaction', 'lineItems'],
    ['tax.calculation_line_item', 'tax.calculation', 'lineItems'],
    ['transfer_reversal', 'transfer', 'reversals'],
    ['financial_connections.account_owner', 'financial_connections.account', 'owners'],
  ];

  it.each(items)('%s comes back with every field in its list', async (object, parent, connection) => {
    const typename = resources.ofObject(parent)?.typename ?? '';
    const field = (schema.getType(typename) as GraphQLObjectType).getFields()[connection];
    const list = getNamedType((field as GraphQLField<unknown, unknown>).type) as GraphQLObjectType;
    const type = getNamedType(list.getFields().nodes?.type as GraphQLOutputType);
    const { data, errors } = await world.query(
      `query ($id: ID!) { node(id: $id) { ... on ${typename} { ${connection} { nodes ${selectionOf(type)} } } } }`,
      { id: fixtures[parent]?.id },
    );
    expect(errors).toBeUndefined();
    const fixture = fixtures[object] as Json;
    const [first] = data.node[connection].nodes;
    const actual = { ...objectToRest(type, first), id: fixture.id };
    expect(actual).toMatchObject(comparable(fixture, actual) as Json);
  });

  it('come back with the features of a financial account too', async () => {
    const type = schema.getType('FinancialAccountFeatures') as GraphQLNamedType;
    const { data } = await world.query(
      `query ($id: ID!) { financialAccount(id: $id) { features ${selectionOf(type)} } }`,
      { id: fixtures['treasury.financial_account']?.id },
    );
    const actual = objectToRest(type, data.financialAccount.features);
    expect(actual).toMatchObject(comparable(fixtures['treasury.financial_account_features'], actual) as Json);
  });

  it('are all of them, the first 22 among them', () => {
    // Ownership shows as its owners.
    const seen = [...nodes.map(([object]) => object), ...items.map(([object]) => object)];
    const rest = ['treasury.financial_account_features', 'financial_connections.account_ownership'];
    expect(new Set([...seen, ...rest])).toEqual(new Set(Object.keys(fixtures)));
    expect(Object.keys(core)).toHaveLength(22);
  });

  it('are those of every node that has one', () => {
    const without = resources.nodes.filter(({ object }) => everything[object] === undefined && !(object in core));
    expect(without.map(({ typename }) => typename)).toEqual([]);
  });
});
