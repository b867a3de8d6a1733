import { describe, expect, it } from 'vitest';
import { countOf } from '../counts.ts';
import { Random } from '../execute/random.ts';
import { type Asked, faultsOf, startSequences } from './sequences.ts';
import type { Gateway, Result } from './world.ts';

const SEQUENCES = countOf(150, 3_000);

describe('what is said, over sequences of calls with the same keys', () => {
  it(`is true of the books, ${SEQUENCES} times`, { timeout: 900_000, retry: 0 }, async () => {
    const { world, refusing, meet, madeOf, send } = await startSequences(SEQUENCES);
    const outcomes = new Map<string, number>();

    const sequence = async (seed: number): Promise<void> => {
      const random = new Random(seed);
      const transfer = world.ids[seed - 1] ?? '';
      const first: Asked = { transfer, key: `key ${seed}`, amount: 1 };
      // The same key for another request, and another key.
      const all: readonly Asked[] = [first, { ...first, amount: 2 }, { transfer, key: `other ${seed}`, amount: 3 }];
      const story: string[] = [`seed ${seed}`];

      /** @param before how many the books held before the call, where it was alone */
      const check = async (told: Result | undefined, asked: Asked, before: number | undefined): Promise<void> => {
        const made = await madeOf(asked);
        const where = story.join('\n');
        expect(made.length, where).toBeLessThanOrEqual(1);
        // A refusal of the whole operation says that nothing of it was executed.
        if (told === undefined) return expect(made.length, where).toBe(before);
        outcomes.set(told.outcome ?? 'done', (outcomes.get(told.outcome ?? 'done') ?? 0) + 1);
        story.push(`  told ${told.outcome ?? 'done'} ${told.code ?? ''}, in the books ${made.length}`);
        const { message = '' } = told;
        if (told.outcome === undefined) {
          expect(told.transferReversal, where).toMatchObject({ amount: asked.amount });
          expect(made, where).toMatchObject([{ id: told.transferReversal.stripeId }]);
        }
        if (told.outcome === 'NOT_APPLIED') {
          if (before !== undefined) expect(made.length, `${where}\n${message}`).toBe(before);
          expect(message).toContain('still open: ask again with the same key');
        }
        if (told.outcome === 'REJECTED') expect(made.length, `${where}\n${message}`).toBe(0);
        if (told.outcome === 'UNKNOWN') expect(message).toContain('same `idempotencyKey`');
        expect(message).not.toMatch(/nothing (of this )?(was|has been) done|(send|use) a new key/i);
      };

      const calls = 2 + random.next(2);
      for (let n = 0; n < calls; n += 1) {
        const asked = n === 0 || random.chance(70) ? first : random.pick(all);
        const before = (await madeOf(asked)).length;
        if (random.chance(25)) {
          const name = random.pick(Object.keys(refusing));
          story.push(`${name}: ${asked.key} ${asked.amount}`);
          meet([]);
          // What opens the circuit, or uses up the budget, has a key of its own.
          const apart = { transfer, key: `apart ${seed} ${n}`, amount: 10 + n };
          const gateway = refusing[name] as Gateway;
          if (name === 'broken' || name === 'poor') await send(gateway, apart);
          const beside = name === 'full' ? send(gateway, apart) : undefined;
          const [told] = await send(gateway, asked);
          await beside;
          await check(told, asked, before);
          continue;
        }
        const shape = random.next(10);
        const met = faultsOf(random, shape < 8);
        meet(met.map(([, fault]) => fault));
        story.push(`${asked.key} ${asked.amount} (${shape}) meets ${met.map(([name]) => name).join(', then ')}`);
        // Mostly alone; or twice in one operation; or twice at once.
        const twice = shape < 8 ? [asked] : [asked, asked];
        const told =
          shape === 9
            ? (await Promise.all(twice.map((each) => send(world.gateway, each)))).flat()
            : await send(world.gateway, ...twice);
        for (const each of told) await check(each, asked, twice.length === 1 ? before : undefined);
      }

      // In the end the same key tells, and does, all that was open.
      meet([]);
      for (let n = 0; ; n += 1) {
        const [told] = await send(world.gateway, first);
        await check(told, first, undefined);
        if (told?.outcome !== 'UNKNOWN') {
          if (told?.outcome !== undefined) expect(told.code, story.join('\n')).toBe('IDEMPOTENCY_MISMATCH');
          return;
        }
        expect(n, story.join('\n')).toBeLessThan(20);
      }
    };

    for (let seed = 1; seed <= SEQUENCES; seed += 1) await sequence(seed);
    // Each kind of end was met.
    expect(
      Math.min(...['done', 'REJECTED', 'NOT_APPLIED', 'UNKNOWN'].map((end) => outcomes.get(end) ?? 0)),
    ).toBeGreaterThan(SEQUENCES / 10);
  });
});
