import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SEED } from '../seed.ts';
import { openClient } from './client.ts';
import { clock } from './clock.ts';
import { reconcilePlatform } from './platform-books.ts';

/** One write, as a path and a form; what it makes may be named by a later one. */
type Write = (amount: number, charge: string, made: (kind: string) => string) => [path: string, form: string];

const PASSED_ON = 'ch_1Seed000018';
const BANK_SALE = 'ch_1SeedBank000001';
const CHARGES = [PASSED_ON, 'ch_1SeedSale000001', 'ch_1SeedSale000009'];
const alder = 'destination=acct_1SeedAlder00001';

const writes: readonly Write[] = [
  (amount) => ['/v1/transfers', `amount=${amount}&currency=usd&${alder}`],
  (_amount, charge) => ['/v1/transfers', `currency=usd&${alder}&source_transaction=${charge}`],
  (amount, _charge, made) => [`/v1/transfers/${made('transfer')}/reversals`, `amount=${amount}`],
  (_amount, _charge, made) => [`/v1/transfers/${made('transfer')}`, 'description=New&metadata[a]=b'],
  (amount, charge) => ['/v1/refunds', `charge=${charge}&amount=${amount}`],
  (_amount, charge) => ['/v1/refunds', `charge=${charge}`],
  (amount) => ['/v1/refunds', `charge=${PASSED_ON}&amount=${amount}&reverse_transfer=true&refund_application_fee=true`],
  (amount) => ['/v1/refunds', `charge=${BANK_SALE}&amount=${amount}&instructions_email=a@example.com`],
  (_amount, _charge, made) => [`/v1/refunds/${made('refund')}`, 'metadata[a]=b'],
  (_amount, _charge, made) => [`/v1/refunds/${made('refund')}/cancel`, ''],
  (amount) => ['/v1/payouts', `amount=${amount}&currency=usd`],
  (_amount, _charge, made) => [`/v1/payouts/${made('payout')}/cancel`, ''],
  (amount) => ['/v1/topups', `amount=${amount}&currency=usd`],
  (_amount, _charge, made) => [`/v1/topups/${made('topup')}/cancel`, ''],
];

const step = fc.record({
  write: fc.nat({ max: writes.length - 1 }),
  charge: fc.nat({ max: CHARGES.length - 1 }),
  amount: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1_000_000, max: 90_000_000 })),
  which: fc.nat({ max: 2 }),
  seconds: fc.constantFrom(0, 0, 30, 1_000),
});

/** Each kind of write once, each on what was made right before it. */
const everyKind = [0, 2, 3, 1, 4, 5, 6, 8, 7, 9, 10, 11, 12, 13].map((write) => ({
  write,
  charge: write === 1 || write === 5 ? 1 : 2,
  amount: 100,
  which: 0,
  seconds: 0,
}));

test('after any sequence of writes every balance transaction is that of its source, and the balance is their sum', async () => {
  const time = clock();
  await using client = await openClient({ seed: SEED, now: time.now });
  const done = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60 }), async (steps) => {
      client.sandbox.reset();
      const made = new Map<string, string[]>();
      for (const { write, charge, amount, which, seconds } of steps) {
        const [path, form] = writes[write]?.(amount, CHARGES[charge] ?? '', (kind) => {
          const all = made.get(kind) ?? [];
          return all.at(-1 - (which % Math.max(all.length, 1))) ?? 'none_1';
        }) ?? ['', ''];
        time.pass(seconds);
        const { status, body } = await client.post(path, form);
        expect([200, 400, 404]).toContain(status);
        if (status !== 200) continue;
        done.add(write);
        const kind = String(body.object);
        made.set(kind, [...(made.get(kind) ?? []), String(body.id)]);
      }
      await reconcilePlatform(client);
      time.pass(3 * 24 * 60 * 60);
      await reconcilePlatform(client);
    }),
    { numRuns: 3, seed: 11, examples: [[everyKind]] },
  );
  // None of them was refused each time.
  expect([...done].sort((a, b) => a - b)).toEqual(writes.map((_, index) => index));
});
