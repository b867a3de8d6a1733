import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { sharedFields, text, timestamp } from '../../../graph/kit/fields.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';
import { flowFields } from './flow-fields.ts';
import { TreasuryNetwork } from './network.ts';

type ReversalDetails = Stripe.Treasury.ReceivedCredit.ReversalDetails;

const ReceivedFlowRestrictedReason = enumeration<NonNullable<ReversalDetails['restricted_reason']>>(
  'ReceivedFlowRestrictedReason',
  'Why a received flow cannot be reversed.',
  {
    already_reversed: 'It was reversed before.',
    deadline_passed: 'It is too late.',
    network_restricted: 'The network does not allow it.',
    other: 'Another reason.',
    source_flow_restricted: 'The flow that it comes from does not allow it.',
  },
);

const ReceivedFlowReversalDetails = builder.objectRef<ReversalDetails>('ReceivedFlowReversalDetails');
ReceivedFlowReversalDetails.implement({
  description: 'Whether and until when a received flow can be reversed.',
  fields: (t) => ({
    deadline: timestamp(t, 'deadline', 'Until when it can be reversed; null when it cannot.', { nullable: true }),
    restrictedReason: enumerated(t, 'restricted_reason', 'Why it cannot be reversed; null when it can.', {
      type: ReceivedFlowRestrictedReason,
      nullable: true,
    }),
  }),
});

const ReceivedFlowFailureCode = enumeration<Stripe.Treasury.ReceivedDebit.FailureCode>(
  'ReceivedFlowFailureCode',
  'Why a received flow failed.',
  {
    account_closed: 'The financial account is closed.',
    account_frozen: 'The financial account is frozen.',
    insufficient_funds: 'There was not enough money. Only debits fail for this.',
    international_transaction: 'It came from abroad, which is not supported.',
    other: 'Another reason.',
  },
);

export const ReceivedFlowStatus = enumeration<Stripe.Treasury.ReceivedCredit.Status>(
  'ReceivedFlowStatus',
  'How a received flow ended.',
  { failed: 'It was refused; nothing was moved.', succeeded: 'It was carried out.' },
);

type Received = Pick<
  Stripe.Treasury.ReceivedDebit,
  'amount' | 'created' | 'currency' | 'description' | 'failure_code' | 'financial_account' | 'livemode' | 'transaction'
> &
  Pick<Stripe.Treasury.ReceivedCredit, 'hosted_regulatory_receipt_url' | 'network' | 'reversal_details' | 'status'>;

/** What received credits and received debits have in common. */
export const receivedFields = sharedFields<Received>()((t) => ({
  ...flowFields(t),
  description: text(t, 'description', 'What the sender says about it.'),
  failureCode: enumerated(t, 'failure_code', 'Why it failed; null when it did not.', {
    type: ReceivedFlowFailureCode,
    nullable: true,
  }),
  network: enumerated(t, 'network', 'What carried the money.', { type: TreasuryNetwork }),
  reversalDetails: nested(t, 'reversal_details', 'Whether and until when it can be reversed; may be null.', {
    type: ReceivedFlowReversalDetails,
    nullable: true,
  }),
  status: enumerated(t, 'status', 'How it ended.', { type: ReceivedFlowStatus }),
}));
