import { badUserInput } from '../../graph/errors.ts';
import { builder } from '../../graph/kit/builder.ts';
import { connection, connectionType } from '../../graph/kit/connection.ts';
import { restRange, TimestampRange } from '../../graph/kit/filters.ts';
import { checkedId, lookup } from '../../graph/kit/lookup.ts';
import { refusalOfOther } from '../../graph/kit/other-value.ts';
import { stripeIdPattern } from '../../graph/resource.ts';
import { BalanceTransaction, BalanceTransactionType } from '../balance-transactions.ts';
import { Payout } from '../payouts.ts';

const BalanceTransactionConnection = connectionType(BalanceTransaction, 'balance transactions');

/** What can cause a balance transaction has many prefixes: here only the shape of an id is checked. */
const ANY_ID = stripeIdPattern('[a-z]+_');

const checkedSource = (id: string): string => {
  if (ANY_ID.test(id)) return id;
  throw badUserInput('`source` must be the Stripe id of what caused the movement, such as "ch_1Abc" or "tr_1Abc".');
};

const OPEN_TYPE = {
  name: 'type',
  pattern: /^[a-z][a-z0-9_]{0,59}$/,
  example: 'payment_refund',
  required: false,
};

builder.objectField(Payout, 'balanceTransactions', (t) =>
  connection(t, BalanceTransactionConnection, {
    description: 'What it paid out, newest first. REST knows it for automatic payouts alone.',
    endpoint: '/v1/balance_transactions',
    filters: (_args, { id }) => ({ payout: id }),
    needsOnlyId: true,
  }),
);

builder.queryFields((t) => ({
  balanceTransaction: lookup(t, BalanceTransaction, 'A movement on the balance by its id, or null when there is none.'),
  balanceTransactions: connection(t, BalanceTransactionConnection, {
    description: 'Movements on the balance, newest first.',
    args: {
      created: t.arg({ type: TimestampRange, description: 'Only those made in this range.' }),
      currency: t.arg({ type: 'Currency', description: 'Only those in this currency.' }),
      payout: t.arg.id({
        description:
          'Only those that this payout paid out, an id that begins with `po_`. REST knows them for automatic payouts alone.',
      }),
      source: t.arg.id({ description: 'Only those that this caused, such as a `ch_`, `tr_` or `trr_` id.' }),
      type: t.arg({ type: BalanceTransactionType.ref, description: 'Only those of this kind.' }),
      typeOther: t.arg.string({
        description:
          'Only those of a kind that `type` does not have yet, as the REST API writes it; not together with `type`.',
      }),
    },
    endpoint: '/v1/balance_transactions',
    filters: ({ created, currency, payout, source, type, typeOther }) => {
      if (type === 'unrecognized') {
        throw badUserInput('`type` cannot be UNRECOGNIZED. Name another value, give `typeOther`, or leave it out.');
      }
      const refusal = refusalOfOther(OPEN_TYPE, type, typeOther);
      if (refusal !== undefined) throw badUserInput(refusal);
      return {
        created: restRange(created, 'created'),
        currency: currency?.toLowerCase(),
        payout: payout == null ? undefined : checkedId(Payout.resource, payout, 'payout'),
        source: source == null ? undefined : checkedSource(source),
        type: type ?? typeOther ?? undefined,
      };
    },
  }),
}));
