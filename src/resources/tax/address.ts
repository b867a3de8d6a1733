import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { text } from '../../graph/kit/fields.ts';

export const TaxAddress = builder.objectRef<Stripe.Address>('TaxAddress');
TaxAddress.implement({
  description: 'A postal address, as far as it was given.',
  fields: (t) => ({
    city: text(t, 'city', 'City, town or village; may be null.', { nullable: true }),
    country: text(
      t,
      'country',
      'Country as two upper-case letters (ISO 3166-1), such as `US`; null when it is not known.',
      { nullable: true },
    ),
    line1: text(t, 'line1', 'Street and number; may be null.', { nullable: true }),
    line2: text(t, 'line2', 'Flat, suite or building; null or empty when there is none.', { nullable: true }),
    postalCode: text(t, 'postal_code', 'ZIP or postal code; may be null.', { nullable: true }),
    state: text(t, 'state', 'State, province or region, such as `CA`; null when there is none.', { nullable: true }),
  }),
});
