import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { amount, flag, identifier, text } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';

const Tip = builder.objectRef<Stripe.PaymentIntent.AmountDetails.Tip>('PaymentIntentTip');
Tip.implement({
  description: 'The part of an amount that is a tip.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'How much, in the smallest currency unit; may be null.', { nullable: true }),
  }),
});

export const PaymentIntentAmountDetails =
  builder.objectRef<Stripe.PaymentIntent.AmountDetails>('PaymentIntentAmountDetails');
PaymentIntentAmountDetails.implement({
  description: 'What an amount is made of.',
  fields: (t) => ({ tip: nested(t, 'tip', 'The tip; null when there is none.', { type: Tip, nullable: true }) }),
});

const AllowRedirects = enumeration<Stripe.PaymentIntent.AutomaticPaymentMethods.AllowRedirects>(
  'PaymentIntentAllowRedirects',
  'Whether payment methods are offered that send the payer to another page.',
  { always: 'They are.', never: 'They are not.' },
);

export const PaymentIntentAutomaticPaymentMethods = builder.objectRef<Stripe.PaymentIntent.AutomaticPaymentMethods>(
  'PaymentIntentAutomaticPaymentMethods',
);
PaymentIntentAutomaticPaymentMethods.implement({
  description: 'Whether Stripe chooses the payment methods that are offered.',
  fields: (t) => ({
    allowRedirects: enumerated(t, 'allow_redirects', 'Whether some may send the payer elsewhere; may be null.', {
      type: AllowRedirects,
      nullable: true,
    }),
    enabled: flag(t, 'enabled', 'Whether it does.'),
  }),
});

export const PaymentIntentLastPaymentError = builder.objectRef<Stripe.PaymentIntent.LastPaymentError>(
  'PaymentIntentLastPaymentError',
);
PaymentIntentLastPaymentError.implement({
  description: 'Why the last attempt to pay failed.',
  fields: (t) => ({
    charge: identifier(t, 'charge', 'Id of the charge that failed; null when there was none.', { nullable: true }),
    code: text(t, 'code', 'Why, for a program, such as `card_declined`; may be null.', { nullable: true }),
    declineCode: text(t, 'decline_code', 'Why the bank declined, such as `insufficient_funds`; may be null.', {
      nullable: true,
    }),
    docUrl: text(t, 'doc_url', "REST's page about the error; may be null.", { nullable: true }),
    message: text(t, 'message', 'Why, for a person; may be null.', { nullable: true }),
    param: text(t, 'param', 'The REST parameter that was wrong; may be null.', { nullable: true }),
    paymentMethodType: text(t, 'payment_method_type', 'What it was tried with, such as `card`; may be null.', {
      nullable: true,
    }),
    type: text(t, 'type', 'What kind of error, such as `card_error`.'),
  }),
});

export const PaymentIntentNextAction = builder.objectRef<Stripe.PaymentIntent.NextAction>('PaymentIntentNextAction');
PaymentIntentNextAction.implement({
  description: 'What the payer has to do before the payment goes on.',
  fields: (t) => ({ type: text(t, 'type', 'What it is, such as `redirect_to_url` or `use_stripe_sdk`.') }),
});
