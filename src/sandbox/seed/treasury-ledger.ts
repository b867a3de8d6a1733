import type Stripe from 'stripe';
import { seedId, sum } from './generator.ts';

type Transaction = Stripe.Treasury.Transaction;
type Entry = Stripe.Treasury.TransactionEntry;
type Impact = Transaction['balance_impact'];

/** One entry to be: its kind, its time and what it moves. */
export type Step = {
  type: Entry['type'];
  at: number;
  cash?: number;
  inbound?: number;
  outbound?: number;
  /** When the money counts, where that is not when the entry is made. */
  effectiveAt?: number;
};

export type Movement = {
  flowType: Transaction['flow_type'];
  flow: string | null;
  amount: number;
  description: string;
  steps: readonly [Step, ...Step[]];
};

/** The books of one financial account: whatever is recorded adds up. */
export class Ledger {
  readonly account: string;
  readonly objects: object[] = [];
  readonly #tag: string;
  readonly #counters = new Map<string, number>();
  readonly #impacts: Impact[] = [];

  constructor(account: string, tag: string) {
    this.account = account;
    this.#tag = tag;
  }

  nextId(prefix: string): string {
    const n = (this.#counters.get(prefix) ?? 0) + 1;
    this.#counters.set(prefix, n);
    return seedId(prefix, n, this.#tag);
  }

  add(...flows: object[]): void {
    this.objects.push(...flows);
  }

  /** Makes the transaction with its entries; the status follows from what they add up to. */
  record(movement: Movement): string {
    const id = this.nextId('trxn');
    const entries = movement.steps.map((step) => this.#entry(id, movement, step));
    const impact = addUp(entries.map((entry) => entry.balance_impact));
    const pending = impact.inbound_pending !== 0 || impact.outbound_pending !== 0;
    const status = pending ? 'open' : impact.cash === 0 ? 'void' : 'posted';
    const endedAt = Math.max(...movement.steps.map((step) => step.at));
    const transaction: Transaction = {
      id,
      object: 'treasury.transaction',
      amount: movement.amount,
      balance_impact: impact,
      created: movement.steps[0].at,
      currency: 'usd',
      description: movement.description,
      financial_account: this.account,
      flow: movement.flow,
      flow_type: movement.flowType,
      livemode: false,
      status,
      status_transitions: {
        posted_at: status === 'posted' ? endedAt : null,
        void_at: status === 'void' ? endedAt : null,
      },
    };
    this.objects.push(transaction, ...entries);
    this.#impacts.push(impact);
    return id;
  }

  balance(): Stripe.Treasury.FinancialAccount.Balance {
    const total = addUp(this.#impacts);
    return {
      cash: { usd: total.cash },
      inbound_pending: { usd: total.inbound_pending },
      outbound_pending: { usd: total.outbound_pending },
    };
  }

  #entry(transaction: string, movement: Movement, step: Step): Entry {
    return {
      id: this.nextId('trxne'),
      object: 'treasury.transaction_entry',
      balance_impact: {
        cash: step.cash ?? 0,
        inbound_pending: step.inbound ?? 0,
        outbound_pending: step.outbound ?? 0,
      },
      created: step.at,
      currency: 'usd',
      effective_at: step.effectiveAt ?? step.at,
      financial_account: this.account,
      flow: movement.flow,
      flow_type: movement.flowType,
      livemode: false,
      transaction,
      type: step.type,
    };
  }
}

const addUp = (impacts: readonly Impact[]): Impact => ({
  cash: sum(impacts.map((impact) => impact.cash)),
  inbound_pending: sum(impacts.map((impact) => impact.inbound_pending)),
  outbound_pending: sum(impacts.map((impact) => impact.outbound_pending)),
});
