import fc from 'fast-check';
import {
  type GraphQLResolveInfo,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isAbstractType,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { annotationOf } from '../../../src/graph/annotations.ts';
import type { Caller } from '../../../src/graph/caller.ts';
import { Plan } from '../../../src/graph/plan/plan.ts';
import { Planner } from '../../../src/graph/plan/planner.ts';
import { schema } from '../../../src/schema.ts';
import type { Style } from '../random-operation/print.ts';
import { RandomOperation } from '../random-operation.ts';
import { fieldsOf } from './planned.ts';

const MAX_PAGE_SIZE = 1000;
const STYLES: readonly Style[] = ['literal', 'variable', 'default'];
const SCOPES: readonly Caller['scopes'][] = [
  'all',
  new Set(['transfers:read']),
  new Set(['treasury:read', 'balance:read']),
  new Set(['tax:write', 'financial_connections:read']),
];

const operations = fc
  .array(fc.nat({ max: 99_999 }), { minLength: 20, maxLength: 300, size: 'max' })
  .map((choices) => new RandomOperation(choices));

/** A page of another size, the other side of a condition, another text. */
const changed = (value: unknown): unknown => {
  if (typeof value === 'number') return value === 0 ? 110 : 0;
  if (typeof value === 'boolean') return !value;
  return value;
};

/** Everything that a plan says, with the arrays of nodes made anew as an executor does. */
const everythingOf = (
  plan: Plan,
  definition: OperationDefinitionNode,
  variableValues: Record<string, unknown>,
  scopes: Caller['scopes'],
) => {
  const inputs = { variableValues, caller: { scopes }, maxPageSize: MAX_PAGE_SIZE };
  const { wrong, ...estimate } = plan.estimate(inputs);
  const planner = new Planner(MAX_PAGE_SIZE, inputs.caller);
  planner.follow(plan);
  const asked = fieldsOf({ kind: 'Document', definitions: [definition] } as never).map(({ node, parent, field }) => {
    const info = {
      schema,
      fragments: {},
      variableValues,
      fieldNodes: [node],
      parentType: parent,
      returnType: field.type,
    } as unknown as GraphQLResolveInfo;
    const rest = annotationOf(field);
    const type = getNamedType(field.type);
    switch (rest?.kind) {
      case 'list':
        return planner.expansionsOfItems(info);
      case 'include':
        return planner.expansionsOfInclusion(info, rest.key, rest.variants);
      case 'reference':
        return [planner.isFree(info), planner.expansionsOfObject(info)];
      case 'lookup':
        return (isAbstractType(type) ? schema.getPossibleTypes(type) : [type]).map((each) =>
          planner.expansionsOfObject(info, each),
        );
      default:
        return undefined;
    }
  });
  return { ...estimate, wrong: wrong.map(({ message }) => message), asked };
};

const prepared = ({ query, variables }: { query: string; variables: Record<string, unknown> }) => {
  const definition = getOperationAST(parse(query)) as OperationDefinitionNode;
  const read = (values: Record<string, unknown>): Record<string, unknown> => {
    const { coerced, errors } = getVariableValues(schema, definition.variableDefinitions ?? [], values);
    if (coerced === undefined) throw errors?.[0];
    return coerced;
  };
  const others = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, changed(value)]));
  return { definition, values: [read(variables), read(others)] as const };
};

describe('the plan of a known document', () => {
  it('says for any caller and any variables what a new one says', { retry: 0 }, () => {
    const seen = { calls: 0, wrong: 0, variables: 0 };
    fc.assert(
      fc.property(
        operations,
        fc.constantFrom(...STYLES),
        fc.shuffledSubarray([...SCOPES]),
        (operation, style, callers) => {
          const { definition, values } = prepared(operation.in(style));
          const known = new Plan(schema, definition, {});
          for (const scopes of [...callers, ...callers]) {
            for (const each of values) {
              const said = everythingOf(known, definition, each, scopes);
              expect(said).toEqual(everythingOf(new Plan(schema, definition, {}), definition, each, scopes));
              seen.calls += said.calls;
              seen.wrong += said.wrong.length;
              seen.variables += Object.keys(each).length;
            }
          }
        },
      ),
      { numRuns: 200, seed: 20241120 },
    );
    expect(seen.calls).toBeGreaterThan(10_000);
    expect(seen.wrong).toBeGreaterThan(5);
    expect(seen.variables).toBeGreaterThan(1000);
  });

  it('is compiled once, whatever arrays of nodes an executor makes', { retry: 0 }, () => {
    fc.assert(
      fc.property(operations, (operation) => {
        const { definition, values } = prepared(operation.in('variable'));
        const plan = new Plan(schema, definition, {});
        everythingOf(plan, definition, values[0], 'all');
        const selections = plan.selections(values[0]);
        const { size } = selections;
        everythingOf(plan, definition, values[0], 'all');
        expect(plan.selections(values[0])).toBe(selections);
        expect(selections.size).toBe(size);
      }),
      { numRuns: 50, seed: 20241120 },
    );
  });

  it('keeps the outcomes of @skip and @include apart, however many there are', () => {
    const names = ['a', 'b', 'c', 'd'];
    const query = `query (${names.map((name) => `$${name}: Boolean!`).join(' ')}) { ${names
      .map((name, n) => `${name}: transfers(first: ${100 * 2 ** n}) @include(if: $${name}) { nodes { id } }`)
      .join(' ')} }`;
    const definition = getOperationAST(parse(query)) as OperationDefinitionNode;
    const plan = new Plan(schema, definition, {});
    for (let round = 0; round < 2; round += 1) {
      for (let bits = 0; bits < 16; bits += 1) {
        const variableValues = Object.fromEntries(names.map((name, n) => [name, (bits & (2 ** n)) > 0]));
        const { calls } = plan.estimate({ variableValues, caller: { scopes: 'all' }, maxPageSize: MAX_PAGE_SIZE });
        expect(calls).toBe(bits);
      }
    }
  });
});
