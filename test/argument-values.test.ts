import { buildSchema, type FieldNode, type GraphQLObjectType, getArgumentValues, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { argumentReader } from '../src/argument-values.ts';

const schema = buildSchema(`
  type Query {
    optional(id: ID, limit: Int, ids: [ID!]): Int
    required(id: ID!): Int
    withDefault(first: Int = 20, id: ID): Int
  }
`);

const fieldAndNode = (selection: string) => {
  const [operation] = parse(`{ ${selection} }`).definitions;
  const node = (operation as { selectionSet?: { selections: FieldNode[] } }).selectionSet?.selections[0] as FieldNode;
  const field = (schema.getQueryType() as GraphQLObjectType).getFields()[node.name.value];
  if (field === undefined) throw new Error(`No field ${node.name.value}.`);
  return { field, node };
};

const VALUES = [
  {},
  { id: 'tr_1', limit: 3, ids: ['tr_1', 'tr_2'] },
  { id: null, limit: null, ids: null },
  { id: '', limit: 0, ids: [] },
  { id: undefined, ids: ['tr_1'] },
];

/** What reading came to: the arguments, in their order, or what was thrown. */
const outcome = (read: () => Record<string, unknown>): unknown => {
  try {
    return Object.entries(read());
  } catch (error) {
    return String(error);
  }
};

describe('reading arguments', () => {
  it.each([
    ['optional', true],
    ['optional(id: $id)', true],
    ['optional(ids: $ids, limit: $limit, id: $id)', true],
    ['optional(id: "tr_1", limit: $limit)', false],
    ['optional(ids: [$id])', false],
    // Names that every object has.
    ['optional(id: $constructor, limit: $toString)', true],
    ['required(id: $id)', true],
    ['required', false],
    ['withDefault(first: $limit)', true],
    ['withDefault(id: $id)', false],
  ])('is as in graphql-js: %s', (selection, isPlain) => {
    const { field, node } = fieldAndNode(selection);
    const reader = argumentReader(field, node);
    expect(reader.isPlain).toBe(isPlain);
    for (const values of VALUES) {
      expect(outcome(() => reader.read(values))).toEqual(outcome(() => getArgumentValues(field, node, values)));
    }
  });
});
