import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';

const TreasuryAddress = builder.objectRef<Stripe.Address>('TreasuryAddress');
TreasuryAddress.implement({
  description: 'A postal address; any of its parts may be null.',
  fields: (t) => ({
    city: t.expose('city', { type: 'String', nullable: true, description: 'City or town; may be null.' }),
    country: t.expose('country', {
      type: 'String',
      nullable: true,
      description: 'Country as two upper-case letters (ISO 3166), such as `US`; may be null.',
    }),
    line1: t.expose('line1', { type: 'String', nullable: true, description: 'Street and number; may be null.' }),
    line2: t.expose('line2', { type: 'String', nullable: true, description: 'Flat, floor or unit; may be null.' }),
    postalCode: t.expose('postal_code', { type: 'String', nullable: true, description: 'Postal code; may be null.' }),
    state: t.expose('state', { type: 'String', nullable: true, description: 'State or province; may be null.' }),
  }),
});

export const TreasuryBillingDetails =
  builder.objectRef<
    Pick<Stripe.Treasury.OutboundPayment.DestinationPaymentMethodDetails.BillingDetails, 'address' | 'email' | 'name'>
  >('TreasuryBillingDetails');
TreasuryBillingDetails.implement({
  description: 'Who stands behind a payment method.',
  fields: (t) => ({
    address: t.expose('address', { type: TreasuryAddress, description: 'Their address.' }),
    email: t.expose('email', { type: 'String', nullable: true, description: 'Their e-mail address; may be null.' }),
    name: t.expose('name', { type: 'String', nullable: true, description: 'Their full name; may be null.' }),
  }),
});
