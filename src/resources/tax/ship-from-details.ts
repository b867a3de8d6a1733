import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { TaxAddress } from './address.ts';

export const TaxShipFromDetails = builder.objectRef<Stripe.Tax.Transaction.ShipFromDetails>('TaxShipFromDetails');
TaxShipFromDetails.implement({
  description: 'Where goods were sent from.',
  fields: (t) => ({
    address: nested(t, 'address', 'The address they were sent from.', { type: TaxAddress }),
  }),
});
