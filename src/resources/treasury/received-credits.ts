import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { restPath } from '../../stripe/path.ts';
import { IssuingAuthorization } from '../stubs.ts';
import { TreasuryInitiatingPaymentMethodDetails } from './shared/initiating-payment-method.ts';
import { receivedFields } from './shared/received-fields.ts';

export const ReceivedCreditLinkedFlows =
  builder.objectRef<Stripe.Treasury.ReceivedCredit.LinkedFlows>('ReceivedCreditLinkedFlows');
ReceivedCreditLinkedFlows.implement({
  description: 'Other objects that have to do with a received credit.',
  fields: (t) => ({
    issuingAuthorization: reference(t, IssuingAuthorization, {
      key: 'issuing_authorization',
      expandable: false,
      description: 'The authorization of an issued card that it refunds; null when it is none. Costs no call.',
    }),
    issuingTransaction: t.exposeID('issuing_transaction', {
      nullable: true,
      description: 'Id of the card transaction that it is, begins with `ipi_`; null when it is none.',
    }),
    sourceFlow: t.exposeID('source_flow', {
      nullable: true,
      description: 'Id of the flow at Stripe that it comes from; null when it comes from elsewhere.',
    }),
    sourceFlowType: t.expose('source_flow_type', {
      type: 'String',
      nullable: true,
      description: 'What kind of flow that is, such as `outbound_payment` or `payout`; null when there is none.',
    }),
  }),
});

/** GET /v1/treasury/received_credits/{id} */
export const ReceivedCredit = nodeType<Stripe.Treasury.ReceivedCredit>('ReceivedCredit', {
  object: 'treasury.received_credit',
  prefix: 'rc_',
  path: (id) => restPath('/v1/treasury/received_credits/{id}', { id }),
  description: 'Money that somebody else sent to a financial account. REST: GET /v1/treasury/received_credits/{id}.',
  idDescription: 'Stripe id, begins with `rc_`.',
  fields: (t) => ({
    ...receivedFields(t),
    initiatingPaymentMethodDetails: t.expose('initiating_payment_method_details', {
      type: TreasuryInitiatingPaymentMethodDetails,
      description: 'What the sender paid with.',
    }),
    linkedFlows: t.expose('linked_flows', {
      type: ReceivedCreditLinkedFlows,
      description: 'Other objects that have to do with it.',
    }),
  }),
});
