import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { metadata, timestamp } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { ReceivedCredit, ReceivedCreditLinkedFlows } from './received-credits.ts';
import { flowFields } from './shared/flow-fields.ts';
import { TreasuryNetwork } from './shared/network.ts';

export const CreditReversalStatus = enumeration<Stripe.Treasury.CreditReversal.Status>(
  'CreditReversalStatus',
  'How far a credit reversal has come.',
  {
    canceled: 'Called back; the money stays.',
    posted: 'The money is sent back.',
    processing: 'On its way; the money is set aside.',
  },
);

const CreditReversalStatusTransitions = builder.objectRef<Stripe.Treasury.CreditReversal.StatusTransitions>(
  'CreditReversalStatusTransitions',
);
CreditReversalStatusTransitions.implement({
  description: 'When a credit reversal reached its later statuses.',
  fields: (t) => ({
    postedAt: timestamp(t, 'posted_at', 'When it became `POSTED`; null when it did not.', { nullable: true }),
  }),
});

/** GET /v1/treasury/credit_reversals/{credit_reversal} */
export const CreditReversal = nodeType<Stripe.Treasury.CreditReversal>('CreditReversal', {
  object: 'treasury.credit_reversal',
  prefix: 'credrev_',
  endpoint: '/v1/treasury/credit_reversals/{id}',
  description: 'A received credit sent back to where it came from.',
  fields: (t) => ({
    ...flowFields(t),
    metadata: metadata(t),
    network: enumerated(t, 'network', 'What carries the money: `ACH` or `STRIPE`.', { type: TreasuryNetwork }),
    receivedCredit: reference(t, 'received_credit', 'What is sent back.', { type: ReceivedCredit }),
    status: enumerated(t, 'status', 'How far it has come.', { type: CreditReversalStatus }),
    statusTransitions: nested(t, 'status_transitions', 'When it reached its later statuses.', {
      type: CreditReversalStatusTransitions,
    }),
  }),
});

builder.objectField(ReceivedCreditLinkedFlows, 'creditReversal', (t) =>
  reference(t, 'credit_reversal', 'The reversal that sends it back; null when there is none.', {
    type: CreditReversal,
  }),
);
