import type Stripe from 'stripe';
import { booking } from './bookings.ts';
import { DAY, day, embeddedList, HOUR, type NonEmpty, random, seedId, sum } from './generator.ts';

/** What sets a transfer apart from the ordinary one: usd, of some amount, not reversed. */
type Plan = {
  amount?: number;
  currency?: string;
  description?: string;
  /** The amount of each reversal, oldest first. */
  reversals?: number[];
  fromCharge?: true;
  fromBankBalance?: true;
  metadata?: Record<string, string>;
};

const TRANSFERS = 42;
const DESTINATIONS: NonEmpty<string> = ['acct_1SeedAlder00001', 'acct_1SeedBirch00002', 'acct_1SeedCedar00003'];
const GROUPS: NonEmpty<string | null> = [null, 'ORDER_95', 'ORDER_96', 'ORDER_97', null];

const repeat = (times: number, amount: number): number[] => Array.from({ length: times }, () => amount);

const PLANS: Readonly<Record<number, Plan>> = {
  3: { amount: 2_500, reversals: [2_500] },
  5: { amount: 8_000, reversals: [1_500], fromCharge: true },
  7: { amount: 250_000, reversals: repeat(25, 4_000), description: 'Reversed 25 times' },
  9: { fromBankBalance: true, description: 'From the bank account balance' },
  11: { amount: 12_000, reversals: [2_000, 3_000] },
  12: { amount: 9_000, reversals: [2_000, 3_000, 4_000], description: 'Reversed in three steps' },
  14: { currency: 'eur', fromCharge: true },
  16: { amount: 40_000, currency: 'eur', reversals: [10_000] },
  18: { fromCharge: true, metadata: { order: '1018', channel: 'web' } },
  20: { amount: 7_700, reversals: [7_000, 700], fromCharge: true },
  23: { amount: 5_000_000_000, currency: 'idr', description: 'More than 32 bits hold' },
  26: { amount: 30_000, reversals: [500, 600, 700] },
  29: { currency: 'eur', metadata: { order: '1029' } },
  30: { amount: 20_000, reversals: repeat(10, 1_000), description: 'Its reversals fill one page' },
  31: { amount: 22_000, reversals: repeat(11, 1_000), description: 'One reversal more than a page' },
  33: { fromCharge: true },
  36: { currency: 'jpy' },
  39: { amount: 15_000, reversals: [5_000], fromCharge: true },
};

type TransferFamily = (Stripe.Transfer | Stripe.TransferReversal | Stripe.BalanceTransaction)[];

export const transfers = (): TransferFamily => {
  const { int, pick } = random(1);
  const objects: TransferFamily = documentsExample();
  let reversalCount = 0;
  for (let n = 1; n <= TRANSFERS; n += 1) {
    const plan = PLANS[n] ?? {};
    const id = seedId('tr', n);
    const charge = plan.fromCharge ? seedId('ch', n) : null;
    const transfer: Stripe.Transfer = {
      id,
      object: 'transfer',
      amount: plan.amount ?? int(500, 90_000),
      amount_reversed: sum(plan.reversals ?? []),
      balance_transaction: seedId('txn', n),
      created: day('2023-01-05') + n * 16 * DAY + int(0, DAY),
      currency: plan.currency ?? 'usd',
      description: plan.description ?? null,
      destination: pick(DESTINATIONS),
      destination_payment: seedId('py', n),
      livemode: false,
      metadata: { ...plan.metadata },
      reversals: embeddedList(`/v1/transfers/${id}/reversals`, []),
      reversed: false,
      source_transaction: charge,
      source_type: plan.fromBankBalance ? 'bank_account' : 'card',
      transfer_group: charge ? `group_${charge}` : pick(GROUPS),
    };
    transfer.reversed = transfer.amount_reversed === transfer.amount;
    objects.push(transfer, transferBooking(transfer, seedId('txn', n)));
    for (const [index, amount] of (plan.reversals ?? []).entries()) {
      reversalCount += 1;
      const reversal: Stripe.TransferReversal = {
        id: seedId('trr', reversalCount),
        object: 'transfer_reversal',
        amount,
        balance_transaction: seedId('txn', reversalCount, 'R'),
        created: transfer.created + (index + 1) * DAY + int(0, HOUR),
        currency: transfer.currency,
        destination_payment_refund: seedId('pyr', reversalCount),
        metadata: index === 0 ? { reason: 'returned goods' } : {},
        source_refund: charge ? seedId('re', reversalCount) : null,
        transfer: id,
      };
      objects.push(reversal, reversalBooking(reversal, seedId('txn', reversalCount, 'R')));
    }
  }
  return objects;
};

/** The example of the REST documents, under its own ids; its transfer is not yet wholly reversed. */
const documentsExample = (): TransferFamily => {
  const transfer: Stripe.Transfer = {
    id: 'tr_1Mio2dLkdIwHu7ixsUuCxJpu',
    object: 'transfer',
    amount: 1_100,
    amount_reversed: 400,
    balance_transaction: 'txn_1Mio2dLkdIwHu7ixSeedSale',
    created: 1_678_147_567,
    currency: 'usd',
    description: null,
    destination: 'acct_1MTfjCQ9PRzxEwkZ',
    destination_payment: 'py_1Mio2dQ9PRzxEwkZSeedPaid',
    livemode: false,
    metadata: {},
    reversals: embeddedList('/v1/transfers/tr_1Mio2dLkdIwHu7ixsUuCxJpu/reversals', []),
    reversed: false,
    source_transaction: null,
    source_type: 'card',
    transfer_group: 'ORDER_95',
  };
  const reversal: Stripe.TransferReversal = {
    id: 'trr_1Mio2eLkdIwHu7ixN5LPJS4a',
    object: 'transfer_reversal',
    amount: 400,
    balance_transaction: 'txn_1Mio2eLkdIwHu7ixosfrbjhW',
    created: 1_678_147_568,
    currency: 'usd',
    destination_payment_refund: 'pyr_1Mio2eQ9PRzxEwkZYewpaIFB',
    metadata: {},
    source_refund: null,
    transfer: transfer.id,
  };
  return [
    transfer,
    transferBooking(transfer, 'txn_1Mio2dLkdIwHu7ixSeedSale'),
    reversal,
    reversalBooking(reversal, 'txn_1Mio2eLkdIwHu7ixosfrbjhW'),
  ];
};

const transferBooking = (transfer: Stripe.Transfer, id: string): Stripe.BalanceTransaction =>
  booking(transfer, id, { amount: 0 - transfer.amount, type: 'transfer', description: transfer.description });

const reversalBooking = (reversal: Stripe.TransferReversal, id: string): Stripe.BalanceTransaction =>
  booking(reversal, id, { amount: reversal.amount, type: 'transfer_refund', reporting_category: 'transfer_reversal' });
