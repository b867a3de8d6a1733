import type Stripe from 'stripe';
import { authorization as authorizationOf } from './authorizations.ts';
import { DAY, HOUR } from './generator.ts';
import { billingDetails, creditReversal, debitReversal, receivedCredit, receivedDebit } from './treasury-flows.ts';
import type { Step } from './treasury-ledger.ts';
import type { Scenario } from './treasury-outbound.ts';

/** Somebody collects from the account. */
export const debited: Scenario = ({ books, luck }, at) => {
  const id = books.nextId('rd');
  const amount = luck.int(1_000, 40_000);
  const transaction = books.record({
    flowType: 'received_debit',
    flow: id,
    amount: -amount,
    description: 'City Power & Light | Received debit',
    steps: [{ type: 'received_debit', at, cash: -amount, effectiveAt: at + DAY }],
  });
  books.add(receivedDebit({ id, amount, created: at }, { financial_account: books.account, transaction }));
};

/** A debit that was refused never becomes a transaction. */
export const debitRefused: Scenario = ({ books, luck }, at) => {
  const base = { id: books.nextId('rd'), amount: luck.int(1_000, 50_000), created: at };
  const failure_code = luck.pick(['insufficient_funds', 'account_closed', 'other'] as const);
  const given = { failure_code, reversal_details: null, status: 'failed', transaction: null } as const;
  books.add(receivedDebit(base, { ...given, financial_account: books.account }));
};

/** A card is authorized for an amount in as many steps as told, and let go of unless it stays open. */
export const authorized =
  (holds: number, ending: 'open' | 'released' | 'captured'): Scenario =>
  ({ books, luck }, at) => {
    const authorization = books.nextId('iauth');
    const part = luck.int(500, 9_000);
    const amount = part * holds;
    const [first, ...more] = Array.from(
      { length: holds },
      (_, index): Step => ({ type: 'issuing_authorization_hold', at: at + index * HOUR, cash: -part, outbound: part }),
    );
    if (!first) throw new RangeError('An authorization holds at least once');
    const releasedAt = at + DAY + luck.int(0, HOUR);
    const release: Step = { type: 'issuing_authorization_release', at: releasedAt, cash: amount, outbound: -amount };
    const hold = books.record({
      flowType: 'issuing_authorization',
      flow: authorization,
      amount: -amount,
      description: 'Rocket Rides | Issuing authorization',
      steps: ending === 'open' ? [first, ...more] : [first, ...more, release],
    });
    const held = { id: authorization, amount, created: at, ending, transaction: hold };
    if (ending !== 'captured') {
      books.add(authorizationOf({ ...held, debits: [] }));
      return;
    }
    const id = books.nextId('rd');
    books.add(authorizationOf({ ...held, debits: [id] }));
    const created = releasedAt + 1;
    const transaction = books.record({
      flowType: 'received_debit',
      flow: id,
      amount: -amount,
      description: 'Rocket Rides | Card',
      steps: [{ type: 'received_debit', at: created, cash: -amount }],
    });
    const initiating: Stripe.Treasury.ReceivedDebit.InitiatingPaymentMethodDetails = {
      billing_details: billingDetails(null),
      issuing_card: 'ic_1SeedCard00001',
      type: 'issuing_card',
    };
    const given = { description: 'Rocket Rides', network: 'card', reversal_details: null } as const;
    books.add(
      receivedDebit(
        { id, amount, created },
        { ...given, financial_account: books.account, initiating_payment_method_details: initiating, transaction },
        { issuing_authorization: authorization, issuing_transaction: books.nextId('ipi') },
      ),
    );
  };

/** A received credit, and the reversal that sends it back. */
export const creditReversed =
  (status: Stripe.Treasury.CreditReversal.Status): Scenario =>
  ({ books, luck }, at) => {
    const credit = books.nextId('rc');
    const reversal = books.nextId('credrev');
    const amount = luck.int(2_000, 30_000);
    const reversedAt = at + DAY;
    const endedAt = reversedAt + DAY + luck.int(0, HOUR);
    const received = books.record({
      flowType: 'received_credit',
      flow: credit,
      amount,
      description: 'Jane Austen (6789) | Received credit',
      steps: [{ type: 'received_credit', at, cash: amount }],
    });
    const details = { deadline: at + 2 * DAY, restricted_reason: 'already_reversed' } as const;
    const given = { financial_account: books.account, reversal_details: details, transaction: received };
    books.add(receivedCredit({ id: credit, amount, created: at }, given, { credit_reversal: reversal }));

    const start: Step = { type: 'credit_reversal', at: reversedAt, cash: -amount, outbound: amount };
    const ends: Record<typeof status, Step[]> = {
      processing: [],
      posted: [{ type: 'credit_reversal_posting', at: endedAt, outbound: -amount }],
      canceled: [{ type: 'credit_reversal', at: endedAt, cash: amount, outbound: -amount }],
    };
    const transaction = books.record({
      flowType: 'credit_reversal',
      flow: reversal,
      amount: -amount,
      description: 'Jane Austen (6789) | Credit reversal',
      steps: [start, ...ends[status]],
    });
    books.add(
      creditReversal(
        { id: reversal, amount, created: reversedAt },
        {
          financial_account: books.account,
          received_credit: credit,
          status,
          status_transitions: { posted_at: status === 'posted' ? endedAt : null },
          transaction,
        },
      ),
    );
  };

/** A received debit, and the reversal that claims it back; a card's is a dispute. */
export const debitReversed =
  (status: Stripe.Treasury.DebitReversal.Status, network: 'ach' | 'card' = 'ach'): Scenario =>
  ({ books, luck }, at) => {
    const debit = books.nextId('rd');
    const reversal = books.nextId('debrev');
    const amount = luck.int(2_000, 30_000);
    const reversedAt = at + DAY;
    const endedAt = reversedAt + DAY + luck.int(0, HOUR);
    const collected = books.record({
      flowType: 'received_debit',
      flow: debit,
      amount: -amount,
      description: 'City Power & Light | Received debit',
      steps: [{ type: 'received_debit', at, cash: -amount }],
    });
    const details = { deadline: at + 2 * DAY, restricted_reason: 'already_reversed' } as const;
    const given = { financial_account: books.account, network, reversal_details: details, transaction: collected };
    books.add(receivedDebit({ id: debit, amount, created: at }, given, { debit_reversal: reversal }));

    const start: Step = { type: 'debit_reversal', at: reversedAt, inbound: amount };
    const ends: Record<typeof status, Step[]> = {
      processing: [],
      succeeded: [{ type: 'debit_reversal', at: endedAt, cash: amount, inbound: -amount }],
      failed: [{ type: 'debit_reversal', at: endedAt, inbound: -amount }],
    };
    const transaction = books.record({
      flowType: 'debit_reversal',
      flow: reversal,
      amount,
      description: 'City Power & Light | Debit reversal',
      steps: [start, ...ends[status]],
    });
    books.add(
      debitReversal(
        { id: reversal, amount, created: reversedAt },
        {
          financial_account: books.account,
          network,
          received_debit: debit,
          status,
          status_transitions: { completed_at: status === 'processing' ? null : endedAt },
          transaction,
        },
      ),
    );
  };
