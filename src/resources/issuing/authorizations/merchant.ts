import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { text } from '../../../graph/kit/fields.ts';

export const IssuingMerchantData = builder
  .objectRef<Stripe.Issuing.Authorization.MerchantData>('IssuingMerchantData')
  .implement({
    description: 'Who asks for the money.',
    fields: (t) => ({
      category: text(t, 'category', 'Their trade, such as `fast_food_restaurants`.'),
      categoryCode: text(t, 'category_code', 'Their trade as a merchant category code of four digits.'),
      city: text(t, 'city', 'Their city; may be null.', { nullable: true }),
      country: text(t, 'country', 'Their country; may be null.', { nullable: true }),
      name: text(t, 'name', 'Their name; may be null.', { nullable: true }),
      networkId: text(t, 'network_id', 'Their number at the card network.'),
      postalCode: text(t, 'postal_code', 'Their postal code; may be null.', { nullable: true }),
      state: text(t, 'state', 'Their state or region; may be null.', { nullable: true }),
      terminalId: text(t, 'terminal_id', 'Number of the terminal; may be null.', { nullable: true }),
      url: text(t, 'url', 'Their website; may be null.', { nullable: true }),
    }),
  });

export const IssuingNetworkData = builder
  .objectRef<Stripe.Issuing.Authorization.NetworkData>('IssuingNetworkData')
  .implement({
    description: 'What the card network says of a request.',
    fields: (t) => ({
      acquiringInstitutionId: text(t, 'acquiring_institution_id', 'Number of the bank of the merchant; may be null.', {
        nullable: true,
      }),
      systemTraceAuditNumber: text(t, 'system_trace_audit_number', 'Number of the message; may be null.', {
        nullable: true,
      }),
      transactionId: text(t, 'transaction_id', 'Number of the purchase at the network; may be null.', {
        nullable: true,
      }),
    }),
  });
