import type Stripe from 'stripe';
import { DAY, HOUR, type Random } from './generator.ts';
import { outboundPayment, outboundTransfer } from './treasury-flows.ts';
import type { Ledger, Step } from './treasury-ledger.ts';

/** What a scenario plays in: the books it writes to, another account's, and its luck. */
export type Stage = { books: Ledger; others: Ledger; luck: Random };
export type Scenario = (stage: Stage, at: number) => void;

type Kind = 'outbound_payment' | 'outbound_transfer';
type Network = 'ach' | 'us_domestic_wire';
type Status = Stripe.Treasury.OutboundPayment.Status;

/** Money that leaves: held as pending first, then gone, or back again. */
export const outbound =
  (kind: Kind, status: Status, network: Network = 'ach'): Scenario =>
  ({ books, luck }, at) => {
    const id = books.nextId(kind === 'outbound_payment' ? 'obp' : 'obt');
    const amount = luck.int(1_000, 90_000);
    const settledAt = at + DAY + luck.int(0, 4 * HOUR);
    const returnedAt = settledAt + DAY + luck.int(0, 4 * HOUR);
    const flow = { flowType: kind, flow: id };
    const description =
      kind === 'outbound_payment'
        ? 'Acme Supplies (6789) | Outbound payment'
        : 'Jane Austen (6789) | Outbound transfer';
    const hold: Step = { type: kind, at, cash: -amount, outbound: amount };
    const transaction = books.record({
      ...flow,
      amount: -amount,
      description,
      steps: [hold, ...settlement(kind, status, amount, settledAt)],
    });
    // The money that came back is a transaction of its own: the first one was already posted.
    const returnTransaction =
      status === 'returned' &&
      books.record({
        ...flow,
        amount,
        description: `${description} | Return`,
        steps: [{ type: `${kind}_return`, at: returnedAt, cash: amount }],
      });
    const given = {
      financial_account: books.account,
      returned_details: returnTransaction
        ? { code: luck.pick(['account_closed', 'no_account', 'declined'] as const), transaction: returnTransaction }
        : null,
      status,
      status_transitions: {
        canceled_at: status === 'canceled' ? settledAt : null,
        failed_at: status === 'failed' ? settledAt : null,
        posted_at: status === 'posted' || status === 'returned' ? settledAt : null,
        returned_at: status === 'returned' ? returnedAt : null,
      },
      tracking_details: status === 'posted' ? tracking(network, luck) : null,
      transaction,
    };
    const base = { id, amount, created: at };
    books.add(kind === 'outbound_payment' ? outboundPayment(base, given) : outboundTransfer(base, given));
  };

const settlement = (kind: Kind, status: Status, amount: number, at: number): Step[] => {
  const gone = { at, outbound: -amount };
  const back = { at, cash: amount, outbound: -amount };
  switch (status) {
    case 'processing':
      return [];
    case 'posted':
    case 'returned':
      return [{ type: `${kind}_posting`, ...gone }];
    case 'canceled':
      return [{ type: `${kind}_cancellation`, ...back }];
    case 'failed':
      return [{ type: `${kind}_failure`, ...back }];
  }
};

const tracking = (network: Network, luck: Random): Stripe.Treasury.OutboundPayment.TrackingDetails => {
  const number = String(luck.int(1_000_000, 9_999_999));
  return network === 'ach'
    ? { type: 'ach', ach: { trace_id: `11000000${number}` } }
    : {
        type: 'us_domestic_wire',
        us_domestic_wire: { chips: null, imad: `20240101MMQFMP00${number}`, omad: `20240101MMQFMP11${number}` },
      };
};
