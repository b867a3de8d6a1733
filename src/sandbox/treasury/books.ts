import type { World } from '../world.ts';
import { type FinancialAccount, financialAccountType, type Impact, type Transaction } from './objects.ts';

/** One entry to be: its kind, and what it moves, in the smallest unit of the transaction's currency. */
export interface Step {
  readonly type: string;
  readonly cash?: number;
  readonly inbound?: number;
  readonly outbound?: number;
}

export interface Movement {
  readonly financial_account: string;
  readonly flow: string;
  readonly flow_type: string;
  /** Negative where money leaves. */
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
}

const transactionType = 'treasury.transaction';

const add = (a: Impact, b: Impact): Impact => ({
  cash: a.cash + b.cash,
  inbound_pending: a.inbound_pending + b.inbound_pending,
  outbound_pending: a.outbound_pending + b.outbound_pending,
});

/** Entries add up to their transaction and to the account's balance: all three are written here and nowhere else. */
const book = (world: World, transaction: Transaction, step: Step): void => {
  const now = world.now();
  const { cash = 0, inbound = 0, outbound = 0 } = step;
  const impact: Impact = { cash, inbound_pending: inbound, outbound_pending: outbound };
  const { currency, flow, flow_type } = transaction;
  world.put({
    id: world.newId('trxne'),
    object: 'treasury.transaction_entry',
    balance_impact: impact,
    created: now,
    currency,
    effective_at: now,
    financial_account: transaction.financial_account,
    flow,
    flow_type,
    livemode: false,
    transaction: transaction.id,
    type: step.type,
  });

  const total = add(transaction.balance_impact, impact);
  const isOpen = total.inbound_pending !== 0 || total.outbound_pending !== 0;
  const status = isOpen ? 'open' : total.cash === 0 ? 'void' : 'posted';
  const status_transitions = {
    posted_at: status === 'posted' ? now : null,
    void_at: status === 'void' ? now : null,
  };
  world.put({ ...transaction, balance_impact: total, status, status_transitions });

  const account = world.get<FinancialAccount>(financialAccountType, transaction.financial_account);
  const moved = (part: keyof Impact): Record<string, number> => ({
    ...account.balance[part],
    [currency]: (account.balance[part][currency] ?? 0) + impact[part],
  });
  const balance = {
    cash: moved('cash'),
    inbound_pending: moved('inbound_pending'),
    outbound_pending: moved('outbound_pending'),
  };
  world.put({ ...account, balance });
};

/** Makes a transaction with its first entry, and gives the transaction's id. */
export const openTransaction = (world: World, movement: Movement, first: Step): string => {
  const transaction = world.put<Transaction>({
    id: world.newId('trxn'),
    object: transactionType,
    ...movement,
    balance_impact: { cash: 0, inbound_pending: 0, outbound_pending: 0 },
    created: world.now(),
    livemode: false,
  });
  book(world, transaction, first);
  return transaction.id;
};

export const continueTransaction = (world: World, id: string, step: Step): void =>
  book(world, world.get<Transaction>(transactionType, id), step);
