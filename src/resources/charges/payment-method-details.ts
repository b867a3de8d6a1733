import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { count, text } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';

type Details = Stripe.Charge.PaymentMethodDetails;

const Card = builder.objectRef<Stripe.Charge.PaymentMethodDetails.Card>('ChargeCard');
Card.implement({
  description: 'The card that a charge was paid with, as far as people know a card.',
  fields: (t) => ({
    brand: text(t, 'brand', 'Its brand, such as `visa`; may be null.', { nullable: true }),
    expMonth: count(t, 'exp_month', 'The month in which it expires, from 1 to 12.'),
    expYear: count(t, 'exp_year', 'The year in which it expires, with four digits.'),
    last4: text(t, 'last4', 'Last four digits of its number; may be null.', { nullable: true }),
  }),
});

const UsBankAccount = builder.objectRef<Stripe.Charge.PaymentMethodDetails.UsBankAccount>('ChargeUsBankAccount');
UsBankAccount.implement({
  description: 'The bank account in the United States that a charge was paid from.',
  fields: (t) => ({
    bankName: text(t, 'bank_name', 'Name of its bank; may be null.', { nullable: true }),
    last4: text(t, 'last4', 'Last four digits of its number; may be null.', { nullable: true }),
  }),
});

export const ChargePaymentMethodDetails = builder.objectRef<Details>('ChargePaymentMethodDetails');
ChargePaymentMethodDetails.implement({
  description: 'What a charge was paid with, as it was at that time.',
  fields: (t) => ({
    card: nested(t, 'card', 'The card; null when it was none.', { type: Card, nullable: true }),
    type: text(t, 'type', 'What it is, by the name that REST has for it, such as `card` or `us_bank_account`.'),
    usBankAccount: nested(t, 'us_bank_account', 'The bank account; null when it was none in the United States.', {
      type: UsBankAccount,
      nullable: true,
    }),
  }),
});
