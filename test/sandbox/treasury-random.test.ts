import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SEED } from '../seed.ts';
import { reconcile } from './books.ts';
import { openClient } from './client.ts';
import { clock } from './clock.ts';
import { type Call, doSteps, expectAllDone, type Made, stepOf } from './random-writes.ts';

const accounts = ['fa_1Seed000001', 'fa_1Seed000002', 'fa_1Seed000003'];
const bank = 'pm_1SeedBank000001';
const treasury = '/v1/treasury';
const helpers = '/v1/test_helpers/treasury';

type Write = (base: string, other: string, made: Made) => Call;

const ends = (kind: string, verbs: readonly string[]): Write[] => [
  (_base, _other, made) => [`${treasury}/${kind}s/${made(kind)}/cancel`, ''],
  ...verbs.map(
    (verb): Write =>
      (_base, _other, made) => [`${helpers}/${kind}s/${made(kind)}/${verb}`, ''],
  ),
];

const data = 'destination_payment_method_data';
const writes: readonly Write[] = [
  (base) => [`${treasury}/outbound_transfers`, `${base}&destination_payment_method=${bank}`],
  (base) => [`${treasury}/outbound_payments`, `${base}&destination_payment_method=${bank}`],
  (base, other) => [
    `${treasury}/outbound_payments`,
    `${base}&${data}[type]=financial_account&${data}[financial_account]=${other}`,
  ],
  (base) => [`${treasury}/inbound_transfers`, `${base}&origin_payment_method=${bank}`],
  (base) => [`${helpers}/received_credits`, `${base}&network=ach`],
  (base) => [`${helpers}/received_debits`, `${base}&network=ach`],
  (_base, _other, made) => [`${treasury}/credit_reversals`, `received_credit=${made('received_credit')}`],
  (_base, _other, made) => [`${treasury}/debit_reversals`, `received_debit=${made('received_debit')}`],
  () => [`${treasury}/financial_accounts`, 'supported_currencies[]=usd&features[intra_stripe_flows][requested]=true'],
  (_base, other) => [`${treasury}/financial_accounts/${other}`, 'metadata[a]=b&features[card_issuing][requested]=true'],
  (_base, other) => [`${treasury}/financial_accounts/${other}/features`, 'intra_stripe_flows[requested]=true'],
  (_base, _other, made) => [
    `${helpers}/outbound_transfers/${made('outbound_transfer')}`,
    'tracking_details[type]=ach&tracking_details[ach][trace_id]=T-1',
  ],
  (_base, _other, made) => [
    `${helpers}/outbound_payments/${made('outbound_payment')}`,
    'tracking_details[type]=ach&tracking_details[ach][trace_id]=T-1',
  ],
  ...ends('outbound_transfer', ['fail', 'post', 'return']),
  ...ends('outbound_payment', ['fail', 'post', 'return']),
  ...ends('inbound_transfer', ['fail', 'succeed', 'return']),
];

const step = fc.record({
  ...stepOf(writes, 90),
  account: fc.nat({ max: 2 }),
  other: fc.nat({ max: 2 }),
  amount: fc.oneof(fc.integer({ min: 1, max: 90_000 }), fc.integer({ min: 40_000_000, max: 60_000_000 })),
});

/** Each kind of write once, each on what was made right before it. */
const everyKind = [
  [0, 13, 0, 14, 0, 15, 11, 0, 16], // outbound transfers: canceled, failed, posted and tracked, returned
  [1, 17, 1, 18, 1, 19, 12, 1, 20, 2], // outbound payments likewise, and one to another financial account
  [3, 21, 3, 22, 3, 23, 24], // inbound transfers: canceled, failed, succeeded and then returned
  [4, 6, 5, 7], // received, and reversed
  [8, 9, 10], // accounts: opened, changed, and their features
]
  .flat()
  .map((write) => ({ write, account: 0, other: 1, amount: 1_000, which: 0, seconds: 0 }));

test('after any sequence of writes every balance is what its entries add up to', { retry: 0 }, async () => {
  const time = clock();
  await using client = await openClient({ seed: SEED, now: time.now });
  const start = await reconcile(client);
  expect(start.accounts).toBe(3);
  const done = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 80 }), async (steps) => {
      await doSteps({ client, time, done }, steps, ({ write, account, other, amount }, made) => {
        const base = `financial_account=${accounts[account]}&amount=${amount}&currency=usd`;
        return writes[write]?.(base, accounts[other] ?? '', made);
      });
      const end = await reconcile(client);
      expect(end.entries).toBeGreaterThanOrEqual(start.entries);
      time.pass(600);
      await reconcile(client);
    }),
    { numRuns: 7, seed: 7, examples: [[everyKind]] },
  );
  expectAllDone(done, writes);
});
