import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { flag, identifier, metadata, text, timestamp } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { ReceivedDebit, ReceivedDebitLinkedFlows } from './received-debits.ts';
import { cancelableFlowFields } from './shared/cancelable-flow-fields.ts';
import { TreasuryPaymentMethodDetails } from './shared/payment-method-details.ts';

export const InboundTransferStatus = enumeration<Stripe.Treasury.InboundTransfer.Status>(
  'InboundTransferStatus',
  'How far an inbound transfer has come.',
  {
    canceled: 'Called back before anything was moved.',
    failed: 'The money could not be pulled in.',
    processing: 'On its way.',
    succeeded: 'The money is there. It may still be returned.',
  },
);

export const InboundTransferFailureCode = enumeration<Stripe.Treasury.InboundTransfer.FailureDetails.Code>(
  'InboundTransferFailureCode',
  'Why money could not be pulled in.',
  {
    account_closed: 'The bank account is closed.',
    account_frozen: 'The bank account is frozen.',
    bank_account_restricted: 'The bank account may not be debited like this.',
    bank_ownership_changed: 'The bank now belongs to another.',
    debit_not_authorized: 'The holder of the bank account did not allow it.',
    incorrect_account_holder_address: "The holder's address is wrong.",
    incorrect_account_holder_name: "The holder's name is wrong.",
    incorrect_account_holder_tax_id: "The holder's tax number is wrong.",
    insufficient_funds: 'There was not enough money.',
    invalid_account_number: 'There can be no account of that number.',
    invalid_currency: 'The bank account does not hold this currency.',
    no_account: 'There is no such account.',
    other: 'Another reason.',
  },
);

const InboundTransferFailureDetails = builder.objectRef<Stripe.Treasury.InboundTransfer.FailureDetails>(
  'InboundTransferFailureDetails',
);
InboundTransferFailureDetails.implement({
  description: 'Why an inbound transfer failed.',
  fields: (t) => ({ code: enumerated(t, 'code', 'The reason.', { type: InboundTransferFailureCode }) }),
});

const InboundTransferLinkedFlows =
  builder.objectRef<Stripe.Treasury.InboundTransfer.LinkedFlows>('InboundTransferLinkedFlows');
InboundTransferLinkedFlows.implement({
  description: 'Other objects that have to do with an inbound transfer.',
  fields: (t) => ({
    receivedDebit: reference(
      t,
      'received_debit',
      'The debit by which the bank took the money back; null when it did not.',
      { type: ReceivedDebit },
    ),
  }),
});

const InboundTransferStatusTransitions = builder.objectRef<Stripe.Treasury.InboundTransfer.StatusTransitions>(
  'InboundTransferStatusTransitions',
);
InboundTransferStatusTransitions.implement({
  description: 'When an inbound transfer reached its later statuses.',
  fields: (t) => ({
    canceledAt: timestamp(t, 'canceled_at', 'When it became `CANCELED`; null when it did not.', { nullable: true }),
    failedAt: timestamp(t, 'failed_at', 'When it became `FAILED`; null when it did not.', { nullable: true }),
    succeededAt: timestamp(t, 'succeeded_at', 'When it became `SUCCEEDED`; null when it did not.', { nullable: true }),
  }),
});

/** GET /v1/treasury/inbound_transfers/{id} */
export const InboundTransfer = nodeType<Stripe.Treasury.InboundTransfer>('InboundTransfer', {
  object: 'treasury.inbound_transfer',
  prefix: 'ibt_',
  endpoint: '/v1/treasury/inbound_transfers/{id}',
  description: "Money pulled in from a bank account of the holder's own.",
  fields: (t) => ({
    ...cancelableFlowFields(t),
    failureDetails: nested(t, 'failure_details', 'Why it failed; null when it did not.', {
      type: InboundTransferFailureDetails,
      nullable: true,
    }),
    linkedFlows: nested(t, 'linked_flows', 'Other objects that have to do with it.', {
      type: InboundTransferLinkedFlows,
    }),
    metadata: metadata(t),
    originPaymentMethod: identifier(
      t,
      'origin_payment_method',
      'Id of the payment method that is debited, such as one that begins with `pm_`; may be null.',
      { nullable: true },
    ),
    originPaymentMethodDetails: nested(
      t,
      'origin_payment_method_details',
      'The bank account that is debited; may be null.',
      { type: TreasuryPaymentMethodDetails, nullable: true },
    ),
    returned: flag(t, 'returned', 'True when the bank took the money back after it had come; may be null.', {
      nullable: true,
    }),
    statementDescriptor: text(t, 'statement_descriptor', 'What the statement of the bank account says.'),
    status: enumerated(t, 'status', 'How far it has come.', { type: InboundTransferStatus }),
    statusTransitions: nested(t, 'status_transitions', 'When it reached its later statuses.', {
      type: InboundTransferStatusTransitions,
    }),
  }),
});

builder.objectField(ReceivedDebitLinkedFlows, 'inboundTransfer', (t) =>
  reference(t, 'inbound_transfer', 'The inbound transfer whose money it takes back; null when there is none.', {
    type: InboundTransfer,
  }),
);
