import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { identifier, text } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { IssuingAuthorization } from '../issuing/authorizations.ts';
import { TreasuryInitiatingPaymentMethodDetails } from './shared/initiating-payment-method.ts';
import { receivedFields } from './shared/received-fields.ts';

export const ReceivedCreditLinkedFlows =
  builder.objectRef<Stripe.Treasury.ReceivedCredit.LinkedFlows>('ReceivedCreditLinkedFlows');
ReceivedCreditLinkedFlows.implement({
  description: 'Other objects that have to do with a received credit.',
  fields: (t) => ({
    issuingAuthorization: reference(
      t,
      'issuing_authorization',
      'The authorization of an issued card that it refunds; null when it is none.',
      { type: IssuingAuthorization },
    ),
    issuingTransaction: identifier(
      t,
      'issuing_transaction',
      'Id of the card transaction that it is, begins with `ipi_`; null when it is none.',
      { nullable: true },
    ),
    sourceFlow: identifier(
      t,
      'source_flow',
      'Id of the flow at Stripe that it comes from; null when it comes from elsewhere.',
      { nullable: true },
    ),
    sourceFlowType: text(
      t,
      'source_flow_type',
      'What kind of flow that is, such as `outbound_payment` or `payout`; null when there is none.',
      { nullable: true },
    ),
  }),
});

/** GET /v1/treasury/received_credits/{id} */
export const ReceivedCredit = nodeType<Stripe.Treasury.ReceivedCredit>('ReceivedCredit', {
  object: 'treasury.received_credit',
  prefix: 'rc_',
  endpoint: '/v1/treasury/received_credits/{id}',
  description: 'Money that somebody else sent to a financial account.',
  fields: (t) => ({
    ...receivedFields(t),
    initiatingPaymentMethodDetails: nested(t, 'initiating_payment_method_details', 'What the sender paid with.', {
      type: TreasuryInitiatingPaymentMethodDetails,
    }),
    linkedFlows: nested(t, 'linked_flows', 'Other objects that have to do with it.', {
      type: ReceivedCreditLinkedFlows,
    }),
  }),
});
