import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/schema.ts';
import { startWorld, type World } from '../world.ts';
import { randomOperation } from './random-operation.ts';
import type { Style } from './random-operation/print.ts';

const STYLES: readonly Style[] = ['literal', 'variable', 'default'];
const MAX = 200;

interface Cost {
  readonly estimated: number;
  readonly actual: number;
  readonly max: number;
}

describe('the cost of random operations', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ gateway: { maxRestCalls: MAX } });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('is at most what was estimated, is what is told, and is nothing when it is refused', async () => {
    const seen = { executed: 0, refused: 0, wrong: 0, calls: 0 };

    const check = async (query: string, variables: Record<string, unknown>): Promise<Cost & { calls: string[] }> => {
      expect(validate(schema, parse(query))).toEqual([]);
      const { errors = [], extensions } = await world.query(query, variables);
      const cost = extensions?.cost as Cost;
      const { calls } = world;
      expect(cost.max).toBe(MAX);
      expect(cost.actual).toBe(calls.length);
      expect(calls.length).toBeLessThanOrEqual(cost.estimated);
      expect(errors.map((error) => error.extensions?.code)).not.toContain('INTERNAL_SERVER_ERROR');
      // Every expansion that the planner asks for is one that REST makes.
      expect(JSON.stringify(extensions)).not.toContain('EXPANSION_REFUSED');
      const refusal = errors.find((error) => error.extensions?.code === 'COST_LIMIT_EXCEEDED');
      expect(refusal !== undefined).toBe(cost.estimated > MAX);
      if (refusal) {
        seen.refused += 1;
        expect(calls).toEqual([]);
        expect(refusal.message).toContain(` ${cost.estimated} REST calls`);
        expect(refusal.message).toContain(` ${MAX}`);
        const { coordinate } = refusal.extensions?.dearest as { coordinate: string };
        const [type = '', field = ''] = coordinate.split('.');
        expect(schema.getType(type)).toHaveProperty(['_fields', field]);
        expect(refusal.message).toContain(coordinate);
      } else if (errors.some((error) => error.path === undefined)) {
        seen.wrong += 1;
        expect(calls).toEqual([]);
      } else {
        seen.executed += 1;
        seen.calls += calls.length;
      }
      return { ...cost, calls: calls.sort() };
    };

    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 99_999 }), { maxLength: 300, size: 'max' }), async (choices) => {
        const operation = randomOperation(choices);
        const costs = [];
        for (const style of STYLES) {
          if (operation.writes) world.sandbox.reset();
          const { query, variables } = operation(style);
          costs.push(await check(query, variables));
        }
        // The same by literal, by variable and by a variable's default.
        expect(costs[1]).toEqual(costs[0]);
        expect(costs[2]).toEqual(costs[0]);
        if (operation.writes) world.sandbox.reset();
      }),
      { numRuns: 300, seed: 20241120 },
    );

    expect(seen.executed).toBeGreaterThan(300);
    expect(seen.refused).toBeGreaterThan(30);
    expect(seen.calls).toBeGreaterThan(seen.executed);
  }, 60_000);
});
