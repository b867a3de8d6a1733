import type Stripe from 'stripe';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { outboundFields } from './shared/outbound-fields.ts';
import { TreasuryPaymentMethodDetails } from './shared/payment-method-details.ts';

/** GET /v1/treasury/outbound_transfers/{outbound_transfer} */
export const OutboundTransfer = nodeType<Stripe.Treasury.OutboundTransfer>('OutboundTransfer', {
  object: 'treasury.outbound_transfer',
  prefix: 'obt_',
  endpoint: '/v1/treasury/outbound_transfers/{id}',
  description: "Money sent from a financial account to a bank account of the holder's own.",
  fields: (t) => ({
    ...outboundFields(t),
    destinationPaymentMethodDetails: nested(t, 'destination_payment_method_details', 'The bank account that is paid.', {
      type: TreasuryPaymentMethodDetails,
    }),
  }),
});
