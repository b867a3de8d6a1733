import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';

export const TaxAddress = builder.objectRef<Stripe.Address>('TaxAddress');
TaxAddress.implement({
  description: 'A postal address, as far as it was given.',
  fields: (t) => ({
    city: t.expose('city', { type: 'String', nullable: true, description: 'City, town or village; may be null.' }),
    country: t.expose('country', {
      type: 'String',
      nullable: true,
      description: 'Country as two upper-case letters (ISO 3166-1), such as `US`; null when it is not known.',
    }),
    line1: t.expose('line1', { type: 'String', nullable: true, description: 'Street and number; may be null.' }),
    line2: t.expose('line2', {
      type: 'String',
      nullable: true,
      description: 'Flat, suite or building; null or empty when there is none.',
    }),
    postalCode: t.expose('postal_code', {
      type: 'String',
      nullable: true,
      description: 'ZIP or postal code; may be null.',
    }),
    state: t.expose('state', {
      type: 'String',
      nullable: true,
      description: 'State, province or region, such as `CA`; null when there is none.',
    }),
  }),
});
