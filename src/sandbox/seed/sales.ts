import type Stripe from 'stripe';
import { booking } from './bookings.ts';
import { card, charge, paymentIntent, refund } from './charges.ts';
import { DELETED_CUSTOMER, SHOPPERS } from './customers.ts';
import { type DisputeEnd, disputeOf } from './disputes.ts';
import { DAY, day, HOUR, type NonEmpty, random, seedId } from './generator.ts';

/** Three busy days of a shop: payments, of which a few fail, are given back or are disputed. */

/** The first is busy enough that its payout has more than a hundred parts. */
const BUSY_DAYS: readonly (readonly [date: string, sales: number])[] = [
  ['2024-10-14', 118],
  ['2024-10-15', 40],
  ['2024-10-21', 32],
];
const REGULAR = 'cus_1SeedBuyer00001';
const OTHERS: readonly (string | null)[] = [...SHOPPERS, 'user_1234', 'cus_1SeedBuyer00002', DELETED_CUSTOMER, null];
const BRANDS: NonEmpty<'amex' | 'mastercard' | 'visa'> = ['visa', 'visa', 'mastercard', 'amex'];
const DISPUTED: Readonly<Record<number, DisputeEnd>> = { 11: 'lost', 58: 'won', 170: 'needs_response' };

type Outcome = 'canceled' | 'declined' | 'held' | 'paid';
const outcomeOf = (n: number): Outcome => {
  if (n % 31 === 5) return 'canceled';
  if (n % 29 === 7) return 'declined';
  return n % 37 === 3 ? 'held' : 'paid';
};
const refundedOf = (n: number, amount: number): number => {
  if (n % 23 === 6) return amount;
  return n % 17 === 4 ? Math.ceil(amount / 3) : 0;
};

const declined: Partial<Stripe.Charge> = {
  amount_captured: 0,
  captured: false,
  failure_code: 'card_declined',
  failure_message: 'Your card was declined.',
  paid: false,
  receipt_url: null,
  status: 'failed',
};

type Sale = Stripe.PaymentIntent | Stripe.Charge | Stripe.Refund | Stripe.Dispute | Stripe.BalanceTransaction;

export const sales = (): Sale[] => {
  const { int, pick } = random(21);
  const objects: Sale[] = [];
  let n = 0;
  for (const [date, count] of BUSY_DAYS) {
    for (let index = 0; index < count; index += 1) {
      n += 1;
      const customer = n % 3 === 0 ? REGULAR : (OTHERS[n % OTHERS.length] ?? null);
      // One after the other within the day, so that no two are of the same second.
      const created = day(date) + index * Math.floor((20 * HOUR) / count) + int(0, 60);
      const amount = int(900, 25_000);
      objects.push(
        ...sale(n, { amount, created, currency: 'usd' }, customer, card(pick(BRANDS), String(int(1_000, 9_999)))),
      );
    }
  }
  return [...objects, ...bankSale()];
};

const sale = (
  n: number,
  money: { amount: number; created: number; currency: string },
  customer: string | null,
  payment_method_details: Stripe.Charge.PaymentMethodDetails,
): Sale[] => {
  const { amount, created } = money;
  const ids = { intent: seedId('pi', n), charge: seedId('ch', n, 'Sale'), booking: seedId('txn', n, 'Sale') };
  const outcome = outcomeOf(n);
  const intent = { ...money, id: ids.intent, customer, description: `Order ${20_000 + n}` };
  if (outcome === 'canceled') {
    const canceled = { canceled_at: created + HOUR, cancellation_reason: 'abandoned', status: 'canceled' } as const;
    return [paymentIntent({ ...intent, ...canceled })];
  }
  const common = { ...money, id: ids.charge, customer, payment_intent: ids.intent, payment_method_details };
  if (outcome === 'declined') {
    const open = { latest_charge: ids.charge, status: 'requires_payment_method' } as const;
    return [paymentIntent({ ...intent, ...open }), charge({ ...common, ...declined })];
  }
  if (outcome === 'held') {
    const held = { amount_capturable: amount, capture_method: 'manual', status: 'requires_capture' } as const;
    return [
      paymentIntent({ ...intent, ...held, latest_charge: ids.charge }),
      charge({ ...common, amount_captured: 0, captured: false }),
    ];
  }
  const end = DISPUTED[n];
  const back = end === undefined ? refundedOf(n, amount) : 0;
  const paid = charge({
    ...common,
    amount_refunded: back,
    balance_transaction: ids.booking,
    disputed: end !== undefined,
  });
  const available_on = created - (created % DAY) + 2 * DAY;
  const fee = Math.round(amount * 0.029) + 30;
  return [
    paymentIntent({ ...intent, amount_received: amount, latest_charge: ids.charge }),
    paid,
    booking(paid, ids.booking, { amount, fee, type: 'charge', available_on, description: `Order ${20_000 + n}` }),
    ...(back > 0 ? givenBack(n, paid, back) : []),
    ...(end === undefined ? [] : disputeOf(n, paid, end)),
  ];
};

const givenBack = (n: number, paid: Stripe.Charge, amount: number): Sale[] => {
  const id = seedId('re', n, 'Sale');
  const balance_transaction = seedId('txn', n, 'Back');
  const made = refund({
    id,
    amount,
    balance_transaction,
    charge: paid.id,
    created: paid.created + 12 * DAY,
    currency: paid.currency,
    payment_intent: paid.payment_intent,
    reason: n % 2 === 0 ? 'requested_by_customer' : 'duplicate',
  });
  return [made, booking(made, balance_transaction, { amount: -amount, type: 'refund' })];
};

/** Paid by a bank that money cannot be sent back by: its refund waits for the customer to name an account. */
const bankSale = (): Sale[] => {
  const money = { currency: 'eur', created: day('2024-10-28') };
  const email = 'ada.bennett@example.com';
  const back = 2_000;
  const paid = charge({
    ...money,
    id: seedId('ch', 1, 'Bank'),
    amount: 12_000,
    amount_refunded: back,
    balance_transaction: seedId('txn', 1, 'Bank'),
    customer: seedId('cus', 5, 'Shop'),
    payment_method_details: { type: 'multibanco', multibanco: { entity: '11249', reference: '123456789' } },
  });
  const waiting = refund({
    id: seedId('re', 1, 'Bank'),
    amount: back,
    balance_transaction: seedId('txn', 2, 'Bank'),
    charge: paid.id,
    created: money.created + 2 * DAY,
    currency: money.currency,
    destination_details: { type: 'multibanco', multibanco: { reference: null, reference_status: null } },
    instructions_email: email,
    next_action: {
      type: 'display_details',
      display_details: {
        email_sent: { email_sent_at: money.created + 2 * DAY, email_sent_to: email },
        expires_at: day('2100-01-01'),
      },
    },
    status: 'requires_action',
  });
  return [
    paid,
    booking(paid, seedId('txn', 1, 'Bank'), { amount: 12_000, fee: 240, type: 'charge' }),
    waiting,
    booking(waiting, seedId('txn', 2, 'Bank'), { amount: -back, type: 'refund' }),
  ];
};
