import fc from 'fast-check';
import { test } from 'vitest';
import { SEED } from '../seed.ts';
import { openClient } from './client.ts';
import { clock } from './clock.ts';
import { reconcilePlatform } from './platform-books.ts';
import { type Call, doSteps, expectAllDone, type Made, stepOf } from './random-writes.ts';

type Write = (amount: number, charge: string, made: Made) => Call;

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
  ...stepOf(writes, 1_000),
  charge: fc.nat({ max: CHARGES.length - 1 }),
  amount: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1_000_000, max: 90_000_000 })),
});

/** Each kind of write once, each on what was made right before it. */
const everyKind = [0, 2, 3, 1, 4, 5, 6, 8, 7, 9, 10, 11, 12, 13].map((write) => ({
  write,
  charge: write === 1 || write === 5 ? 1 : 2,
  amount: 100,
  which: 0,
  seconds: 0,
}));

test('after any sequence of writes every balance transaction is that of its source, and the balance is their sum', {
  retry: 0,
}, async () => {
  const time = clock();
  await using client = await openClient({ seed: SEED, now: time.now });
  const done = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60 }), async (steps) => {
      await doSteps({ client, time, done }, steps, ({ write, charge, amount }, made) =>
        writes[write]?.(amount, CHARGES[charge] ?? '', made),
      );
      await reconcilePlatform(client);
      time.pass(3 * 24 * 60 * 60);
      await reconcilePlatform(client);
    }),
    { numRuns: 3, seed: 11, examples: [[everyKind]] },
  );
  expectAllDone(done, writes);
});
