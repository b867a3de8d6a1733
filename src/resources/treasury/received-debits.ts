import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { identifier } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { IssuingAuthorization } from '../issuing/authorizations.ts';
import { Payout } from '../payouts.ts';
import { TreasuryInitiatingPaymentMethodDetails } from './shared/initiating-payment-method.ts';
import { receivedFields } from './shared/received-fields.ts';

export const ReceivedDebitLinkedFlows =
  builder.objectRef<Stripe.Treasury.ReceivedDebit.LinkedFlows>('ReceivedDebitLinkedFlows');
ReceivedDebitLinkedFlows.implement({
  description: 'Other objects that have to do with a received debit.',
  fields: (t) => ({
    issuingAuthorization: reference(
      t,
      'issuing_authorization',
      'The authorization of an issued card that it settles; null when it is none.',
      { type: IssuingAuthorization },
    ),
    issuingTransaction: identifier(
      t,
      'issuing_transaction',
      'Id of the card transaction that it is, begins with `ipi_`; null when it is none.',
      { nullable: true },
    ),
    payout: reference(
      t,
      'payout',
      'The payout that pulled it, to make up for a negative balance; null when none did.',
      { type: Payout },
    ),
  }),
});

/** GET /v1/treasury/received_debits/{id} */
export const ReceivedDebit = nodeType<Stripe.Treasury.ReceivedDebit>('ReceivedDebit', {
  object: 'treasury.received_debit',
  prefix: 'rd_',
  endpoint: '/v1/treasury/received_debits/{id}',
  description: 'Money that somebody else pulled out of a financial account.',
  fields: (t) => ({
    ...receivedFields(t),
    initiatingPaymentMethodDetails: nested(
      t,
      'initiating_payment_method_details',
      'What pulled the money; null when REST does not say.',
      { type: TreasuryInitiatingPaymentMethodDetails, nullable: true },
    ),
    linkedFlows: nested(t, 'linked_flows', 'Other objects that have to do with it.', {
      type: ReceivedDebitLinkedFlows,
    }),
  }),
});
