import type Stripe from 'stripe';
import { booking } from './bookings.ts';
import { DAY, day, seedId } from './generator.ts';

type Topup = Stripe.Topup;

/** Enough in every currency that no balance runs dry. */
const FUNDS: readonly (readonly [currency: string, amount: number])[] = [
  ['usd', 600_000_000],
  ['eur', 50_000_000],
  ['jpy', 90_000_000],
  ['idr', 6_000_000_000],
];

const topup = (n: number, given: Partial<Topup>): Topup => ({
  id: seedId('tu', n),
  object: 'topup',
  amount: 10_000,
  balance_transaction: null,
  created: day('2022-12-01') + n * DAY,
  currency: 'usd',
  description: null,
  expected_availability_date: day('2022-12-01') + (n + 4) * DAY,
  failure_code: null,
  failure_message: null,
  livemode: false,
  metadata: {},
  source: null,
  statement_descriptor: null,
  status: 'succeeded',
  transfer_group: null,
  ...given,
});

export const topups = (): (Topup | Stripe.BalanceTransaction)[] => {
  const funding = FUNDS.map(([currency, amount], index) =>
    topup(index + 1, { amount, balance_transaction: seedId('txn', index + 1, 'Top'), currency }),
  );
  const failure = { failure_code: 'insufficient_funds', failure_message: 'The bank account is empty.' };
  return [
    ...funding.flatMap((made) => [
      made,
      booking(made, String(made.balance_transaction), { amount: made.amount, type: 'topup' }),
    ]),
    topup(11, { ...failure, amount: 75_000, status: 'failed' }),
    topup(12, { amount: 20_000, status: 'canceled' }),
    // Pending at any time the sandbox runs, so that it can be canceled.
    topup(13, { amount: 35_000, expected_availability_date: day('2100-01-01'), status: 'pending' }),
  ];
};
