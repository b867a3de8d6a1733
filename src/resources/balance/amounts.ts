import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { amount, currency, identifier } from '../../graph/kit/fields.ts';
import { nested, nestedList } from '../../graph/kit/nested-fields.ts';

/** The same in every part of the balance. */
const SourceTypes = builder.objectRef<Stripe.Balance.Available.SourceTypes>('BalanceSourceTypes');
SourceTypes.implement({
  description: 'A part of the balance by what the money came from.',
  fields: (t) => ({
    bankAccount: amount(t, 'bank_account', 'From bank accounts, in the smallest currency unit; may be null.', {
      nullable: true,
    }),
    card: amount(t, 'card', 'From cards, in the smallest currency unit; may be null.', { nullable: true }),
    fpx: amount(t, 'fpx', 'Over FPX, in the smallest currency unit; may be null.', { nullable: true }),
  }),
});

export const BalanceAmount = builder.objectRef<Stripe.Balance.Available>('BalanceAmount');
BalanceAmount.implement({
  description: 'A part of the balance in one currency.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'How much, in the smallest currency unit; negative when it is owed.'),
    ...currency(t),
    sourceTypes: nested(t, 'source_types', 'The same by what it came from; may be null.', {
      type: SourceTypes,
      nullable: true,
    }),
  }),
});

const NetAvailable = builder.objectRef<Stripe.Balance.InstantAvailable.NetAvailable>('BalanceNetAvailable');
NetAvailable.implement({
  description: 'What of the balance can be paid out at once to one bank account or card, less the fee.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'How much, in the smallest currency unit.'),
    destination: identifier(t, 'destination', 'Id of the bank account or card.'),
    sourceTypes: nested(t, 'source_types', 'The same by what it came from; may be null.', {
      type: SourceTypes,
      nullable: true,
    }),
  }),
});

export const BalanceInstantAmount = builder.objectRef<Stripe.Balance.InstantAvailable>('BalanceInstantAmount');
BalanceInstantAmount.implement({
  description: 'What of the balance can be paid out at once, in one currency.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'How much, in the smallest currency unit.'),
    ...currency(t),
    netAvailable: nestedList(t, 'net_available', 'What arrives of it, for each place that it can go to; may be null.', {
      type: NetAvailable,
      nullable: true,
    }),
    sourceTypes: nested(t, 'source_types', 'The same by what it came from; may be null.', {
      type: SourceTypes,
      nullable: true,
    }),
  }),
});

export const BalanceIssuing = builder.objectRef<Stripe.Balance.Issuing>('BalanceIssuing');
BalanceIssuing.implement({
  description: 'What is there for issued cards to spend.',
  fields: (t) => ({
    available: nestedList(t, 'available', 'What can be spent, for each currency.', { type: BalanceAmount }),
  }),
});
