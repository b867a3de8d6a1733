import { type OperationDefinitionNode, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleOperations } from '../src/example-operations.ts';
import { startWorld, type World } from './world.ts';

const operations = parse(exampleOperations).definitions as OperationDefinitionNode[];

/** The number of REST calls that the comment above an operation promises. */
const promised = ({ loc }: OperationDefinitionNode): number => {
  const above = exampleOperations.slice(0, loc?.start).trimEnd().split('\n').at(-1) ?? '';
  return Number(/: (\d+) REST calls?\.$/.exec(above)?.[1]);
};

/** The places in an answer where there is nothing to see. */
const emptyPlaces = (value: unknown, path: string): string[] => {
  if (value === null || (Array.isArray(value) && value.length === 0)) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) => emptyPlaces(each, `${path}.${key}`));
};

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('the operations that GraphiQL opens with', () => {
  it.each(operations.map((operation) => [operation.name?.value, operation] as const))(
    '%s shows something, for as many REST calls as its comment says',
    async (operationName, operation) => {
      const response = await world.fetch({ query: exampleOperations, operationName });
      const { data, errors, extensions } = await response.json();
      expect(errors).toBeUndefined();
      expect(emptyPlaces(data, 'data')).toEqual([]);
      expect(extensions).toEqual({
        cost: { estimated: expect.any(Number), actual: promised(operation), max: 200 },
      });
    },
  );

  it('are few, and each says what it is for', () => {
    expect(operations.map(({ name }) => name?.value)).toEqual([
      'ReversalWithTransfer',
      'LatestTreasuryEntries',
      'TaxedSale',
      'BankTransactions',
      'AnyObjects',
    ]);
    expect(operations.map(promised)).not.toContain(Number.NaN);
  });
});
