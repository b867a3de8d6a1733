import type { ObjectFieldBuilder } from '@pothos/core';
import type Stripe from 'stripe';
import type { Types } from '../../../graph/kit/builder.ts';
import { enumerated, metadata, timestamp } from '../../../graph/kit/fields.ts';
import { cancelableFlowFields } from './cancelable-flow-fields.ts';
import { OutboundFlowReturnedDetails, OutboundFlowStatus, OutboundFlowStatusTransitions } from './outbound-details.ts';
import { TreasuryTrackingDetails } from './tracking-details.ts';

/** An outbound transfer has nothing here that an outbound payment has not. */
type Outbound = Omit<Stripe.Treasury.OutboundPayment, 'object'>;

/** What outbound payments and outbound transfers have in common. */
export const outboundFields = <Shape extends Pick<Outbound, keyof Stripe.Treasury.OutboundTransfer & keyof Outbound>>(
  fieldsOf: ObjectFieldBuilder<Types, Shape>,
) => {
  const t = fieldsOf as unknown as ObjectFieldBuilder<Types, Outbound>;
  return {
    ...cancelableFlowFields(t),
    destinationPaymentMethod: t.exposeID('destination_payment_method', {
      nullable: true,
      description:
        'Id of the payment method that is paid, such as one that begins with `pm_`; null when only its details were given.',
    }),
    expectedArrivalDate: timestamp(t, 'expected_arrival_date', 'When the money should arrive.'),
    metadata: metadata(t),
    returnedDetails: t.expose('returned_details', {
      type: OutboundFlowReturnedDetails,
      nullable: true,
      description: 'How it came back; null unless it was returned.',
    }),
    statementDescriptor: t.expose('statement_descriptor', {
      type: 'String',
      description: "What the receiver's statement says.",
    }),
    status: enumerated(t, 'status', OutboundFlowStatus, 'How far it has come.'),
    statusTransitions: t.expose('status_transitions', {
      type: OutboundFlowStatusTransitions,
      description: 'When it reached its later statuses.',
    }),
    trackingDetails: t.expose('tracking_details', {
      type: TreasuryTrackingDetails,
      nullable: true,
      description: 'How the banks find it; null when it cannot be traced, or not yet.',
    }),
  };
};
