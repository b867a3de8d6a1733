import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { text } from '../graph/kit/fields.ts';

/** What accounts, charges and customers have as a postal address. */
export const Address = builder.objectRef<Stripe.Address>('Address');
Address.implement({
  description: 'A postal address. Any part of it may be missing.',
  fields: (t) => ({
    city: text(t, 'city', 'City, district, suburb, town or village; may be null.', { nullable: true }),
    country: text(t, 'country', 'Country as two upper-case letters (ISO 3166); may be null.', { nullable: true }),
    line1: text(t, 'line1', 'First line, such as the street; may be null.', { nullable: true }),
    line2: text(t, 'line2', 'Second line, such as the floor; may be null.', { nullable: true }),
    postalCode: text(t, 'postal_code', 'Postal code; may be null.', { nullable: true }),
    state: text(t, 'state', 'State, county, province or region; may be null.', { nullable: true }),
  }),
});
