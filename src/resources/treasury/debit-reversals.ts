import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { enumerated, maybeTimestamp, metadata } from '../../graph/kit/fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { restPath } from '../../stripe/path.ts';
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
    completedAt: maybeTimestamp(t, 'completed_at', 'When it became `SUCCEEDED`; null when it did not.'),
  }),
});

const DebitReversalLinkedFlows =
  builder.objectRef<Stripe.Treasury.DebitReversal.LinkedFlows>('DebitReversalLinkedFlows');
DebitReversalLinkedFlows.implement({
  description: 'Other objects that have to do with a debit reversal.',
  fields: (t) => ({
    issuingDispute: t.exposeID('issuing_dispute', {
      nullable: true,
      description: 'Id of the dispute about an issued card that caused it, begins with `idp_`; null when none did.',
    }),
  }),
});

/** GET /v1/treasury/debit_reversals/{debit_reversal} */
export const DebitReversal = nodeType<Stripe.Treasury.DebitReversal>('DebitReversal', {
  object: 'treasury.debit_reversal',
  prefix: 'debrev_',
  path: (id) => restPath('/v1/treasury/debit_reversals/{id}', { id }),
  description:
    'A received debit taken back from whoever pulled it. REST: GET /v1/treasury/debit_reversals/{debit_reversal}.',
  idDescription: 'Stripe id, begins with `debrev_`.',
  fields: (t) => ({
    ...flowFields(t),
    linkedFlows: t.expose('linked_flows', {
      type: DebitReversalLinkedFlows,
      nullable: true,
      description: 'Other objects that have to do with it; null when there are none.',
    }),
    metadata: metadata(t),
    network: enumerated(t, 'network', TreasuryNetwork, 'What carries the money: `ACH` or `CARD`.'),
    receivedDebit: reference(t, ReceivedDebit, {
      key: 'received_debit',
      expandable: false,
      description: 'What is taken back. One REST call for each distinct one; its `id` alone costs none.',
    }),
    status: enumerated(t, 'status', DebitReversalStatus, 'How far it has come.'),
    statusTransitions: t.expose('status_transitions', {
      type: DebitReversalStatusTransitions,
      description: 'When it reached its later statuses.',
    }),
  }),
});

builder.objectField(ReceivedDebitLinkedFlows, 'debitReversal', (t) =>
  reference(t, DebitReversal, {
    key: 'debit_reversal',
    expandable: false,
    description:
      'The reversal that takes it back; null when there is none. One REST call for each distinct one; its `id` alone costs none.',
  }),
);
