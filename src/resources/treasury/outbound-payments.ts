import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { flag, text } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { Customer } from '../customers.ts';
import { outboundFields } from './shared/outbound-fields.ts';
import { TreasuryPaymentMethodDetails } from './shared/payment-method-details.ts';

const OutboundPaymentEndUserDetails = builder.objectRef<Stripe.Treasury.OutboundPayment.EndUserDetails>(
  'OutboundPaymentEndUserDetails',
);
OutboundPaymentEndUserDetails.implement({
  description: 'The person on whose behalf a payment was made.',
  fields: (t) => ({
    ipAddress: text(t, 'ip_address', 'The network address that they used; null when they were not present.', {
      nullable: true,
    }),
    present: flag(t, 'present', 'True when they asked for it themselves.'),
  }),
});

/** GET /v1/treasury/outbound_payments/{id} */
export const OutboundPayment = nodeType<Stripe.Treasury.OutboundPayment>('OutboundPayment', {
  object: 'treasury.outbound_payment',
  prefix: 'obp_',
  endpoint: '/v1/treasury/outbound_payments/{id}',
  description: 'Money sent from a financial account to somebody else.',
  fields: (t) => ({
    ...outboundFields(t),
    customer: reference(t, 'customer', 'The customer who is paid; null when it is none.', {
      type: Customer,
    }),
    destinationPaymentMethodDetails: nested(
      t,
      'destination_payment_method_details',
      'The bank account or financial account that is paid; may be null.',
      { type: TreasuryPaymentMethodDetails, nullable: true },
    ),
    endUserDetails: nested(t, 'end_user_details', 'The person on whose behalf it was made; may be null.', {
      type: OutboundPaymentEndUserDetails,
      nullable: true,
    }),
  }),
});
