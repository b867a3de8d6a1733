import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { identifier, metadata, timestamp } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { ReceivedDebit, ReceivedDebitLinkedFlows } from './received-debits.ts';
import { flowFields } from './shared/flow-fields.ts';
import { TreasuryNetwork } from './shared/network.ts';

const DebitReversalStatus = enumeration<Stripe.Treasury.DebitReversal.Status>(
  'DebitReversalStatus',
  'How far a debit reversal has come.',
  {
    failed: 'It could not be taken back.',
    processing: 'On its way.',
    succeeded: 'The money is back.',
  },
);

const DebitReversalStatusTransitions = builder.objectRef<Stripe.Treasury.DebitReversal.StatusTransitions>(
  'DebitReversalStatusTransitions',
);
DebitReversalStatusTransitions.implement({
  description: 'When a debit reversal reached its later statuses.',
  fields: (t) => ({
    completedAt: timestamp(t, 'completed_at', 'When it became `SUCCEEDED`; null when it did not.', { nullable: true }),
  }),
});

const DebitReversalLinkedFlows =
  builder.objectRef<Stripe.Treasury.DebitReversal.LinkedFlows>('DebitReversalLinkedFlows');
DebitReversalLinkedFlows.implement({
  description: 'Other objects that have to do with a debit reversal.',
  fields: (t) => ({
    issuingDispute: identifier(
      t,
      'issuing_dispute',
      'Id of the dispute about an issued card that caused it, begins with `idp_`; null when none did.',
      { nullable: true },
    ),
  }),
});

/** GET /v1/treasury/debit_reversals/{debit_reversal} */
export const DebitReversal = nodeType<Stripe.Treasury.DebitReversal>('DebitReversal', {
  object: 'treasury.debit_reversal',
  prefix: 'debrev_',
  endpoint: '/v1/treasury/debit_reversals/{id}',
  description: 'A received debit taken back from whoever pulled it.',
  fields: (t) => ({
    ...flowFields(t),
    linkedFlows: nested(t, 'linked_flows', 'Other objects that have to do with it; null when there are none.', {
      type: DebitReversalLinkedFlows,
      nullable: true,
    }),
    metadata: metadata(t),
    network: enumerated(t, 'network', 'What carries the money: `ACH` or `CARD`.', { type: TreasuryNetwork }),
    receivedDebit: reference(t, 'received_debit', 'What is taken back.', { type: ReceivedDebit }),
    status: enumerated(t, 'status', 'How far it has come.', { type: DebitReversalStatus }),
    statusTransitions: nested(t, 'status_transitions', 'When it reached its later statuses.', {
      type: DebitReversalStatusTransitions,
    }),
  }),
});

builder.objectField(ReceivedDebitLinkedFlows, 'debitReversal', (t) =>
  reference(t, 'debit_reversal', 'The reversal that takes it back; null when there is none.', { type: DebitReversal }),
);
