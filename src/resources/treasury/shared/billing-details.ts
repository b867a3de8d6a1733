import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { text } from '../../../graph/kit/fields.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';

const TreasuryAddress = builder.objectRef<Stripe.Address>('TreasuryAddress');
TreasuryAddress.implement({
  description: 'A postal address; any of its parts may be null.',
  fields: (t) => ({
    city: text(t, 'city', 'City or town; may be null.', { nullable: true }),
    country: text(t, 'country', 'Country as two upper-case letters (ISO 3166), such as `US`; may be null.', {
      nullable: true,
    }),
    line1: text(t, 'line1', 'Street and number; may be null.', { nullable: true }),
    line2: text(t, 'line2', 'Flat, floor or unit; may be null.', { nullable: true }),
    postalCode: text(t, 'postal_code', 'Postal code; may be null.', { nullable: true }),
    state: text(t, 'state', 'State or province; may be null.', { nullable: true }),
  }),
});

export const TreasuryBillingDetails =
  builder.objectRef<
    Pick<Stripe.Treasury.OutboundPayment.DestinationPaymentMethodDetails.BillingDetails, 'address' | 'email' | 'name'>
  >('TreasuryBillingDetails');
TreasuryBillingDetails.implement({
  description: 'Who stands behind a payment method.',
  fields: (t) => ({
    address: nested(t, 'address', 'Their address.', { type: TreasuryAddress }),
    email: text(t, 'email', 'Their e-mail address; may be null.', { nullable: true }),
    name: text(t, 'name', 'Their full name; may be null.', { nullable: true }),
  }),
});
