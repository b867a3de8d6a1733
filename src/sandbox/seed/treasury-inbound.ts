import type Stripe from 'stripe';
import { DAY, HOUR } from './generator.ts';
import { paidOutBookings, payout } from './payouts.ts';
import { billingDetails, inboundTransfer, outboundPayment, receivedCredit, receivedDebit } from './treasury-flows.ts';
import type { Step } from './treasury-ledger.ts';
import type { Scenario } from './treasury-outbound.ts';

/** Somebody pays in, by their own bank. */
export const credited =
  (network: 'ach' | 'us_domestic_wire', fixedAmount?: number): Scenario =>
  ({ books, luck }, at) => {
    const id = books.nextId('rc');
    const amount = fixedAmount ?? luck.int(20_000, 400_000);
    const effectiveAt = network === 'ach' ? at + luck.int(1, 2) * DAY : at;
    const transaction = books.record({
      flowType: 'received_credit',
      flow: id,
      amount,
      description: 'Jane Austen (6789) | Received credit',
      steps: [{ type: 'received_credit', at, cash: amount, effectiveAt }],
    });
    const given = { financial_account: books.account, network, transaction };
    books.add(receivedCredit({ id, amount, created: at }, given));
  };

/** A credit that was refused never becomes a transaction. */
export const creditRefused: Scenario = ({ books, luck }, at) => {
  const base = { id: books.nextId('rc'), amount: luck.int(1_000, 50_000), created: at };
  const failure_code = luck.pick(['account_closed', 'account_frozen', 'international_transaction'] as const);
  const given = { failure_code, reversal_details: null, status: 'failed', transaction: null } as const;
  books.add(receivedCredit(base, { ...given, financial_account: books.account }));
};

/** The other financial account pays this one: one movement, seen from both ends. */
export const paidByOtherAccount: Scenario = ({ books, others, luck }, at) => {
  const payment = others.nextId('obp');
  const credit = books.nextId('rc');
  const amount = luck.int(10_000, 60_000);
  const paid = others.record({
    flowType: 'outbound_payment',
    flow: payment,
    amount: -amount,
    description: 'Outbound payment | intra-Stripe',
    steps: [
      { type: 'outbound_payment', at, cash: -amount, outbound: amount },
      { type: 'outbound_payment_posting', at: at + 60, outbound: -amount },
    ],
  });
  const transitions = { canceled_at: null, failed_at: null, posted_at: at + 60, returned_at: null };
  others.add(
    outboundPayment(
      { id: payment, amount, created: at },
      {
        customer: null,
        destination_payment_method: null,
        destination_payment_method_details: {
          billing_details: billingDetails(null),
          financial_account: { id: books.account, network: 'stripe' },
          type: 'financial_account',
        },
        end_user_details: { ip_address: null, present: false },
        financial_account: others.account,
        returned_details: null,
        status: 'posted',
        status_transitions: transitions,
        tracking_details: null,
        transaction: paid,
      },
    ),
  );
  const transaction = books.record({
    flowType: 'received_credit',
    flow: credit,
    amount,
    description: 'Received credit | intra-Stripe',
    steps: [{ type: 'received_credit', at: at + 61, cash: amount }],
  });
  const initiating: Stripe.Treasury.ReceivedCredit.InitiatingPaymentMethodDetails = {
    billing_details: billingDetails(null),
    financial_account: { id: others.account, network: 'stripe' },
    type: 'financial_account',
  };
  const given = { financial_account: books.account, initiating_payment_method_details: initiating, transaction };
  books.add(
    receivedCredit(
      { id: credit, amount, created: at + 61 },
      {
        ...given,
        network: 'stripe',
        reversal_details: { deadline: null, restricted_reason: 'source_flow_restricted' },
      },
      { source_flow: payment, source_flow_type: 'outbound_payment' },
    ),
  );
};

/** A payout of the payments balance arrives. */
export const paidOut: Scenario = ({ books, luck }, at) => {
  const id = books.nextId('rc');
  const amount = luck.int(30_000, 250_000);
  const transaction = books.record({
    flowType: 'received_credit',
    flow: id,
    amount,
    description: 'Payout from the payments balance',
    steps: [{ type: 'received_credit', at, cash: amount }],
  });
  const initiating: Stripe.Treasury.ReceivedCredit.InitiatingPaymentMethodDetails = {
    balance: 'payments',
    billing_details: billingDetails(null),
    type: 'balance',
  };
  const given = { financial_account: books.account, initiating_payment_method_details: initiating, transaction };
  const sent = payout({
    id: books.nextId('po'),
    amount,
    balance_transaction: books.nextId('txn'),
    created: at - DAY,
    description: 'To a financial account',
  });
  books.add(sent, ...paidOutBookings(sent));
  const source = { source_flow: sent.id, source_flow_type: 'payout' };
  const rest = { description: 'STRIPE PAYOUT', network: 'stripe', reversal_details: null } as const;
  books.add(receivedCredit({ id, amount, created: at }, { ...given, ...rest }, source));
};

type Pull = Stripe.Treasury.InboundTransfer.Status | 'returned';

/** Money pulled from the own bank account: pending until the bank has agreed. */
export const pulled =
  (ending: Pull): Scenario =>
  ({ books, luck }, at) => {
    const id = books.nextId('ibt');
    const amount = luck.int(5_000, 150_000);
    const endedAt = at + DAY + luck.int(0, 4 * HOUR);
    const arrived = ending === 'succeeded' || ending === 'returned';
    const pending: Step = { type: 'inbound_transfer', at, inbound: amount };
    const end: Step = arrived
      ? { type: 'inbound_transfer', at: endedAt, cash: amount, inbound: -amount }
      : { type: 'inbound_transfer_return', at: endedAt, inbound: -amount };
    const transaction = books.record({
      flowType: 'inbound_transfer',
      flow: id,
      amount,
      description: 'Jane Austen (6789) | Inbound transfer',
      steps: ending === 'processing' ? [pending] : [pending, end],
    });
    /** The bank changed its mind after the money had arrived: that is a received debit. */
    const takenBack = (inbound: string): string => {
      const rd = books.nextId('rd');
      const created = endedAt + DAY + luck.int(1, HOUR);
      const returnTransaction = books.record({
        flowType: 'received_debit',
        flow: rd,
        amount: -amount,
        description: 'Return of an inbound transfer',
        steps: [{ type: 'received_debit', at: created, cash: -amount }],
      });
      const given = { financial_account: books.account, reversal_details: null, transaction: returnTransaction };
      books.add(receivedDebit({ id: rd, amount, created }, given, { inbound_transfer: inbound }));
      return rd;
    };
    const debit = ending === 'returned' ? takenBack(id) : null;
    books.add(
      inboundTransfer(
        { id, amount, created: at },
        {
          failure_details: ending === 'failed' ? { code: luck.pick(['insufficient_funds', 'no_account']) } : null,
          financial_account: books.account,
          linked_flows: { received_debit: debit },
          returned: debit !== null,
          status: ending === 'returned' ? 'succeeded' : ending,
          status_transitions: {
            ...(ending === 'canceled' && { canceled_at: endedAt }),
            failed_at: ending === 'failed' ? endedAt : null,
            succeeded_at: arrived ? endedAt : null,
          },
          transaction,
        },
      ),
    );
  };

/** Money of no flow at all. */
export const other: Scenario = ({ books, luck }, at) => {
  const amount = luck.pick([-1, 1] as const) * luck.int(100, 5_000);
  const steps = [{ type: 'other', at, cash: amount }] as const;
  books.record({ flowType: 'other', flow: null, amount, description: 'Adjustment', steps });
};
