import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { text } from '../graph/kit/fields.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { Address } from './address.ts';

/** The same in charges, customers and payment intents. */
export const Shipping = builder.objectRef<Stripe.Charge.Shipping>('Shipping');
Shipping.implement({
  description: 'Where goods are sent, and by whom.',
  fields: (t) => ({
    address: nested(t, 'address', 'Where to; may be null.', { type: Address, nullable: true }),
    carrier: text(t, 'carrier', 'Who carries them, such as `UPS`; may be null.', { nullable: true }),
    name: text(t, 'name', 'Who receives them; may be null.', { nullable: true }),
    phone: text(t, 'phone', "The receiver's telephone number; may be null.", { nullable: true }),
    trackingNumber: text(t, 'tracking_number', "The carrier's number for them; may be null.", { nullable: true }),
  }),
});
