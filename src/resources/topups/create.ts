import { checkedInputId } from '../../graph/kit/input-error.ts';
import { restMetadata } from '../../graph/kit/metadata.ts';
import { mutation } from '../../graph/kit/mutation.ts';
import { defineResource } from '../../graph/resource.ts';
import { checkedAmount } from '../checked-amount.ts';
import { Topup } from '../topups.ts';

const Source = defineResource('source', { object: 'source', prefix: ['src_', 'ba_'] });

/** POST /v1/topups */
mutation({
  name: 'createTopup',
  description:
    "Adds money to the balance from the account's own bank account. It can be used once the topup has succeeded.",
  endpoint: '/v1/topups',
  object: { field: 'topup', type: Topup, description: 'The topup.' },
  input: (t) => ({
    amount: t.field({
      type: 'SafeInt',
      required: true,
      description: 'How much to add, in the smallest currency unit, at least 1.',
    }),
    currency: t.field({ type: 'Currency', required: true, description: 'The currency of `amount`.' }),
    description: t.string({ description: 'Free text for people.' }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
    source: t.id({
      description: 'Where the money comes from, a `src_` or `ba_` id; the only bank account when not given.',
    }),
    statementDescriptor: t.string({ description: "What the bank's statement says, at most 15 characters." }),
    transferGroup: t.string({ description: 'Name of a group of transfers and charges that belong together.' }),
  }),
  expand: [],
  params: ({ amount, currency, description, metadata, source, statementDescriptor, transferGroup }) => ({
    amount: checkedAmount(amount),
    currency: currency.toLowerCase(),
    description: description ?? undefined,
    metadata: restMetadata(metadata),
    source: source == null ? undefined : checkedInputId(Source, source, ['source']),
    statement_descriptor: statementDescriptor ?? undefined,
    transfer_group: transferGroup ?? undefined,
  }),
});
