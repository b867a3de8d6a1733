import type Stripe from 'stripe';
import { isCovered } from '../payout-window.ts';
import { booking } from './bookings.ts';
import { DAY, day, HOUR, seedId, sum } from './generator.ts';

type Payout = Stripe.Payout;
type BalanceTransaction = Stripe.BalanceTransaction;

const BANK = 'ba_1SeedOwnBank00001';

export const payout = (given: Pick<Payout, 'id' | 'amount' | 'created'> & Partial<Payout>): Payout => ({
  object: 'payout',
  application_fee: null,
  application_fee_amount: null,
  arrival_date: given.created + DAY,
  automatic: false,
  balance_transaction: null,
  currency: 'usd',
  description: 'Payout',
  destination: BANK,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  livemode: false,
  metadata: {},
  method: 'standard',
  original_payout: null,
  reconciliation_status: 'not_applicable',
  reversed_by: null,
  source_type: 'card',
  statement_descriptor: null,
  status: 'paid',
  trace_id: null,
  type: 'bank_account',
  ...given,
});

/** What leaves the balance, and what comes back of a payout that did not arrive. */
export const paidOutBookings = (made: Payout): BalanceTransaction[] => [
  booking(made, String(made.balance_transaction), { amount: -made.amount, type: 'payout' }),
  ...(made.failure_balance_transaction === null
    ? []
    : [
        booking(made, String(made.failure_balance_transaction), {
          amount: made.amount,
          type: made.status === 'canceled' ? 'payout_cancel' : 'payout_failure',
          reporting_category: 'payout_reversal',
          created: made.created + DAY,
        }),
      ]),
];

/** The mornings on which a busy day's sales have become available. */
const MORNINGS = ['2024-10-16', '2024-10-17', '2024-10-23'];

const automatic = (bookings: readonly BalanceTransaction[]): Payout[] =>
  MORNINGS.map((date, index) => {
    const made = payout({
      id: seedId('po', index + 1, 'Auto'),
      amount: 0,
      automatic: true,
      balance_transaction: seedId('txn', index + 1, 'Auto'),
      created: day(date) + 6 * HOUR,
      reconciliation_status: 'completed',
    });
    return { ...made, amount: sum(bookings.filter((part) => isCovered(made, part)).map(({ net }) => net)) };
  });

const manual = (): Payout[] => {
  const booked = (n: number): string => seedId('txn', n, 'Out');
  const base = (n: number, amount: number) => ({
    id: seedId('po', n),
    amount,
    balance_transaction: booked(n),
    created: day('2024-11-04') + n * DAY,
  });
  const failure = {
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
    status: 'failed',
  };
  return [
    payout({ ...base(1, 120_000), description: 'Rent' }),
    payout({ ...base(2, 40_000), ...failure, failure_balance_transaction: booked(12) }),
    payout({ ...base(3, 15_000), failure_balance_transaction: booked(13), status: 'canceled' }),
    payout({ ...base(4, 33_000), arrival_date: day('2100-01-01'), status: 'in_transit' }),
    payout({ ...base(5, 21_000), arrival_date: day('2100-01-01'), metadata: { batch: '5' }, status: 'pending' }),
    payout({ ...base(6, 9_900), method: 'instant', description: null }),
  ];
};

/** `bookings` is all that was booked before: an automatic payout is what became available of it. */
export const payouts = (bookings: readonly BalanceTransaction[]): (Payout | BalanceTransaction)[] =>
  [...automatic(bookings), ...manual()].flatMap((made) => [made, ...paidOutBookings(made)]);
