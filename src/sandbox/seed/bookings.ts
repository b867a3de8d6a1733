import type Stripe from 'stripe';

type BalanceTransaction = Stripe.BalanceTransaction;

interface Source {
  readonly id: string;
  readonly created: number;
  readonly currency: string;
}

type Given = Pick<BalanceTransaction, 'amount' | 'type'> &
  Partial<Pick<BalanceTransaction, 'available_on' | 'created' | 'description' | 'fee' | 'reporting_category'>>;

/** How a thing shows in the account's balance: `amount` is signed, and `fee` is what is kept of it. */
export const booking = (source: Source, id: string, given: Given): BalanceTransaction => {
  const { amount, type, fee = 0, created = source.created } = given;
  const stripeFee = {
    amount: fee,
    application: null,
    currency: source.currency,
    description: 'Processing fees',
    type: 'stripe_fee',
  };
  return {
    id,
    object: 'balance_transaction',
    amount,
    available_on: given.available_on ?? created,
    created,
    currency: source.currency,
    description: given.description ?? null,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [stripeFee],
    net: amount - fee,
    reporting_category: given.reporting_category ?? type,
    source: source.id,
    status: 'available',
    type,
  };
};
