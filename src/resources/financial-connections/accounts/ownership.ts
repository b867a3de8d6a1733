import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { timestamp } from '../../../graph/kit/fields.ts';
import { included } from '../../../graph/kit/reference.ts';
import { ownedBy, restValue, TEXT } from '../../../graph/kit/rest-value.ts';
import { FinancialConnectionsAccount } from '../accounts.ts';

/** What REST sends of it, or as much as its id tells. */
interface Ownership extends Partial<Omit<Stripe.FinancialConnections.AccountOwnership, 'id' | 'object'>> {
  readonly id: string;
  /** The outside account, under whose path its owners are. */
  readonly account: string;
}

/** Stands in an outside account; REST has no endpoint for it alone. */
export const FinancialConnectionsAccountOwnership = builder.objectRef<Ownership>(
  'FinancialConnectionsAccountOwnership',
);
FinancialConnectionsAccountOwnership.implement({
  description: 'What a bank told at one time about who owns an outside account.',
  fields: (t) => ({
    id: t.id({
      description: 'Stripe id, begins with `fcaowns_`. `node` does not find it.',
      extensions: { rest: { kind: 'derived' } },
      resolve: ({ id }) => id,
    }),
    created: timestamp(t, 'created', 'When the bank told it; null where REST sent the id alone.', { nullable: true }),
  }),
});

builder.objectField(FinancialConnectionsAccount, 'ownership', (t) =>
  t.field({
    type: FinancialConnectionsAccountOwnership,
    nullable: true,
    description:
      'What is known about its owners; null when nothing is. Costs no call of its own where it can be expanded; its `id` alone costs none.',
    extensions: { rest: { kind: 'reference', key: 'ownership', expandable: true } },
    resolve: async (account, _args, context, info) => {
      const { id, ownership } = account;
      if (ownership === null) return null;
      if (typeof ownership === 'string' && context.planner.isFree(info)) {
        return { id: ownership, account: id };
      }
      const whole = (await included(account, 'ownership', context, info)) as Partial<Ownership> | null;
      if (whole === null) return null;
      const { created, owners } = whole;
      const shown = { id: restValue(whole, 'id', TEXT), created, owners, account: id };
      // An error about it names the account, which can be looked up.
      return ownedBy(shown, { id, object: account.object, ownership: shown }) as Ownership;
    },
  }),
);
