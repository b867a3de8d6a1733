import { buildSchema, getVariableValues, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { variableReader } from '../../../src/graph/plan/variable-values.ts';

const schema = buildSchema(`
  enum Order { NEWEST OLDEST }
  input Range { after: Int }
  type Query { all: Int }
`);

const definitionsOf = (variables: string) =>
  (parse(`query (${variables}) { all }`).definitions[0] as OperationDefinitionNode).variableDefinitions ?? [];

const MAX_ERRORS = 2;

/** What reading came to: the variables, in their order, or what was said of them. */
const outcome = ({ coerced, errors }: ReturnType<typeof getVariableValues>): unknown =>
  coerced ? Object.entries(coerced) : errors?.map(String);

const VALUES = [
  {},
  { a: 'tr_1', b: 3 },
  { a: 7, b: 3, c: 'of nothing' },
  { a: null, b: null },
  { a: undefined, b: 1 },
  { a: {}, b: 'three' },
  { a: ['tr_1'], b: 2 ** 40 },
  { a: 'NEWEST', b: 0 },
  { a: 'newest', b: -1 },
  Object.create({ a: 'inherited', b: 1 }),
  JSON.parse('{ "b": 1, "__proto__": "p", "constructor": "c" }'),
];

describe('variables are read as graphql-js reads them', () => {
  it.each([
    '$a: ID!, $b: Int',
    '$a: ID, $b: Int!',
    '$a: ID = "tr_0", $b: Int = null',
    '$a: Order, $b: Float',
    '$a: [ID!], $b: Int',
    '$a: Range, $b: Int',
    '$a: Unknown, $b: Int',
    '$a: Query!, $b: Int',
    '$b: Int, $__proto__: ID, $constructor: ID',
  ])('%s', (variables) => {
    const definitions = definitionsOf(variables);
    const read = variableReader(schema, definitions);
    for (const given of VALUES) {
      const expected = getVariableValues(schema, definitions, given, { maxErrors: MAX_ERRORS });
      const found = read(given, MAX_ERRORS);
      expect(outcome(found as typeof expected)).toEqual(outcome(expected));
      if (found.coerced) expect(Object.getPrototypeOf(found.coerced)).toBe(Object.prototype);
    }
  });
});
