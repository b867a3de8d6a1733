import type Stripe from 'stripe';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { identifier, metadata, sharedFields, text, timestamp } from '../../../graph/kit/fields.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';
import { cancelableFlowFields } from './cancelable-flow-fields.ts';
import { OutboundFlowReturnedDetails, OutboundFlowStatus, OutboundFlowStatusTransitions } from './outbound-details.ts';
import { TreasuryTrackingDetails } from './tracking-details.ts';

/** An outbound transfer has nothing here that an outbound payment has not. */
type Outbound = Pick<
  Stripe.Treasury.OutboundPayment,
  Exclude<keyof Stripe.Treasury.OutboundTransfer & keyof Stripe.Treasury.OutboundPayment, 'object'>
>;

/** What outbound payments and outbound transfers have in common. */
export const outboundFields = sharedFields<Outbound>()((t) => ({
  ...cancelableFlowFields(t),
  destinationPaymentMethod: identifier(
    t,
    'destination_payment_method',
    'Id of the payment method that is paid, such as one that begins with `pm_`; null when only its details were given.',
    { nullable: true },
  ),
  expectedArrivalDate: timestamp(t, 'expected_arrival_date', 'When the money should arrive.'),
  metadata: metadata(t),
  returnedDetails: nested(t, 'returned_details', 'How it came back; null unless it was returned.', {
    type: OutboundFlowReturnedDetails,
    nullable: true,
  }),
  statementDescriptor: text(t, 'statement_descriptor', "What the receiver's statement says."),
  status: enumerated(t, 'status', 'How far it has come.', { type: OutboundFlowStatus }),
  statusTransitions: nested(t, 'status_transitions', 'When it reached its later statuses.', {
    type: OutboundFlowStatusTransitions,
  }),
  trackingDetails: nested(t, 'tracking_details', 'How the banks find it; null when it cannot be traced, or not yet.', {
    type: TreasuryTrackingDetails,
    nullable: true,
  }),
}));
