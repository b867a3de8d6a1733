import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countOf } from '../../counts.ts';
import { startWorld } from '../../world.ts';
import { RandomOperation } from '../random-operation.ts';

/** Three of five have several fields and write nothing; set the variable for more. */
const OPERATIONS = Number(process.env.RANDOM_OPERATIONS ?? countOf(250, 600));

const operations = fc
  .array(fc.nat({ max: 99_999 }), { minLength: 100, maxLength: 500, size: 'max' })
  .map((choices) => new RandomOperation(choices));

it('shares calls between the fields of an operation, and changes no answer by it', { retry: 0 }, async () => {
  await using world = await startWorld({ gateway: { maxRestCalls: 3000 } });
  const seen = { operations: 0, together: 0, alone: 0 };

  await fc.assert(
    fc.asyncProperty(operations, async (operation) => {
      const { parts } = operation;
      if (operation.writes || parts.length < 2) return;
      const together = await world.query(operation.in('literal').query);
      const callsTogether = world.calls.length;
      if (!together.data) return;
      const data = {};
      let callsAlone = 0;
      for (const { query } of parts) {
        const alone = await world.query(query);
        Object.assign(data, alone.data);
        callsAlone += world.calls.length;
      }
      expect(together.data).toEqual(data);
      expect(callsTogether).toBeLessThanOrEqual(callsAlone);
      seen.operations += 1;
      seen.together += callsTogether;
      seen.alone += callsAlone;
    }),
    { numRuns: OPERATIONS, seed: 20241120 },
  );

  expect(seen.operations).toBeGreaterThan(50);
  expect(seen.together).toBeLessThan(seen.alone);
});
