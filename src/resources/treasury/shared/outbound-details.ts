import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { timestamp } from '../../../graph/kit/fields.ts';
import { reference } from '../../../graph/kit/reference.ts';
import { TreasuryTransaction } from '../transactions.ts';

/** Outbound transfers have the same. */
type Outbound = Stripe.Treasury.OutboundPayment;

export const OutboundFlowStatus = enumeration<Outbound['status']>(
  'OutboundFlowStatus',
  'How far money that is sent out has come.',
  {
    canceled: 'Called back before it was sent.',
    failed: 'Could not be sent; the money is back.',
    posted: 'Sent; the money is gone.',
    processing: 'On its way; the money is set aside.',
    returned: 'Sent, and sent back by the receiving bank.',
  },
);

export const OutboundFlowReturnedCode = enumeration<Stripe.Treasury.OutboundPayment.ReturnedDetails.Code>(
  'OutboundFlowReturnedCode',
  'Why the receiving bank sent money back.',
  {
    account_closed: 'The account is closed.',
    account_frozen: 'The account is frozen.',
    bank_account_restricted: 'The account may not receive this.',
    bank_ownership_changed: 'The bank now belongs to another.',
    declined: 'The bank declined.',
    incorrect_account_holder_name: "The holder's name is wrong.",
    invalid_account_number: 'There can be no account of that number.',
    invalid_currency: 'The account does not take this currency.',
    no_account: 'There is no such account.',
    other: 'Another reason.',
  },
);

export const OutboundFlowReturnedDetails =
  builder.objectRef<Stripe.Treasury.OutboundPayment.ReturnedDetails>('OutboundFlowReturnedDetails');
OutboundFlowReturnedDetails.implement({
  description: 'How money that was sent out came back.',
  fields: (t) => ({
    code: enumerated(t, 'code', 'Why the receiving bank sent it back.', { type: OutboundFlowReturnedCode }),
    transaction: reference(t, 'transaction', 'What its return does to the balance.', {
      type: TreasuryTransaction,
      expandable: true,
    }),
  }),
});

export const OutboundFlowStatusTransitions = builder.objectRef<Stripe.Treasury.OutboundPayment.StatusTransitions>(
  'OutboundFlowStatusTransitions',
);
OutboundFlowStatusTransitions.implement({
  description: 'When money that is sent out reached its later statuses.',
  fields: (t) => ({
    canceledAt: timestamp(t, 'canceled_at', 'When it became `CANCELED`; null when it did not.', { nullable: true }),
    failedAt: timestamp(t, 'failed_at', 'When it became `FAILED`; null when it did not.', { nullable: true }),
    postedAt: timestamp(t, 'posted_at', 'When it became `POSTED`; null when it did not.', { nullable: true }),
    returnedAt: timestamp(t, 'returned_at', 'When it became `RETURNED`; null when it did not.', { nullable: true }),
  }),
});
