import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { enumeration } from '../graph/kit/enumeration.ts';
import { amount, currency, identifierOf, livemode, text, timestamp } from '../graph/kit/fields.ts';
import { lookup } from '../graph/kit/lookup.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { nodeType } from '../graph/kit/node.ts';
import { reference } from '../graph/kit/reference.ts';
import { Account } from './accounts.ts';
import { MandatePaymentMethodDetails } from './mandates/payment-method-details.ts';

const MandateStatus = enumeration<Stripe.Mandate.Status>('MandateStatus', 'Whether a mandate can be used.', {
  active: 'Payments can be taken under it.',
  inactive: 'No payment can be taken under it any more: it was refused, taken back, or was for one payment.',
  pending: 'It is not decided yet whether it can be used.',
});

const MandateType = enumeration<Stripe.Mandate.Type>('MandateType', 'How often a mandate can be used.', {
  multi_use: 'For any number of payments.',
  single_use: 'For one payment.',
});

const MandateAcceptanceType = enumeration<Stripe.Mandate.CustomerAcceptance.Type>(
  'MandateAcceptanceType',
  'How a payer has agreed to a mandate.',
  { offline: 'In writing or by word of mouth.', online: 'On a page or in an app.' },
);

const MandateOnlineAcceptance = builder.objectRef<Stripe.Mandate.CustomerAcceptance.Online>('MandateOnlineAcceptance');
MandateOnlineAcceptance.implement({
  description: 'From where a payer has agreed to a mandate.',
  fields: (t) => ({
    ipAddress: text(t, 'ip_address', 'The IP address of the payer; may be null.', { nullable: true }),
    userAgent: text(t, 'user_agent', 'What their browser or app calls itself; may be null.', { nullable: true }),
  }),
});

const MandateCustomerAcceptance = builder.objectRef<Stripe.Mandate.CustomerAcceptance>('MandateCustomerAcceptance');
MandateCustomerAcceptance.implement({
  description: 'How and when a payer has agreed to a mandate.',
  fields: (t) => ({
    acceptedAt: timestamp(t, 'accepted_at', 'When they agreed; may be null.', { nullable: true }),
    online: nested(t, 'online', 'From where, when `type` is `ONLINE`; else null.', {
      type: MandateOnlineAcceptance,
      nullable: true,
    }),
    type: enumerated(t, 'type', 'How they agreed.', { type: MandateAcceptanceType }),
  }),
});

const MandateSingleUse = builder.objectRef<Stripe.Mandate.SingleUse>('MandateSingleUse');
MandateSingleUse.implement({
  description: 'The one payment that a mandate is for.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'How much it is, in the smallest currency unit.'),
    ...currency(t),
  }),
});

/** GET /v1/mandates/{id} */
export const Mandate = nodeType<Stripe.Mandate>('Mandate', {
  object: 'mandate',
  prefix: 'mandate_',
  endpoint: '/v1/mandates/{id}',
  description: 'The permission of a payer to take money from their payment method.',
  fields: (t) => ({
    customerAcceptance: nested(t, 'customer_acceptance', 'How and when the payer has agreed to it.', {
      type: MandateCustomerAcceptance,
    }),
    livemode: livemode(t),
    onBehalfOf: reference(t, 'on_behalf_of', 'The account that it is for; null when it is for the own one.', {
      type: Account,
    }),
    paymentMethod: identifierOf(t, 'payment_method', 'Id of the payment method that it is for, begins with `pm_`.'),
    paymentMethodDetails: nested(t, 'payment_method_details', 'What is known of that kind of payment method.', {
      type: MandatePaymentMethodDetails,
    }),
    singleUse: nested(t, 'single_use', 'The payment that it is for, when `type` is `SINGLE_USE`; else null.', {
      type: MandateSingleUse,
      nullable: true,
    }),
    status: enumerated(t, 'status', 'Whether it can be used.', { type: MandateStatus }),
    type: enumerated(t, 'type', 'How often it can be used.', { type: MandateType }),
  }),
});

builder.queryField('mandate', (t) => lookup(t, Mandate, 'A mandate by its id, or null when there is none.'));
