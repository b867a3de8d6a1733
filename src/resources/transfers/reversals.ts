import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { connection, connectionType } from '../../graph/kit/connection.ts';
import { amount, currency, identifier, metadata, timestamp } from '../../graph/kit/fields.ts';
import { checkedInputId, InputError } from '../../graph/kit/input-error.ts';
import { checkedId, lookup } from '../../graph/kit/lookup.ts';
import { restMetadata, restMetadataUpdate } from '../../graph/kit/metadata.ts';
import { mutation } from '../../graph/kit/mutation.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { restPath } from '../../stripe/path.ts';
import { BalanceTransaction } from '../balance-transactions.ts';
import { Refund } from '../refunds.ts';
import { Transfer } from '../transfers.ts';

/** A reversal's id is `tr_.../trr_...`: REST finds it under its transfer only. */
const parts = (id: string): [transfer: string, reversal: string] => {
  const [transfer = '', reversal = ''] = id.split('/');
  return [transfer, reversal];
};

const placeOf = (id: string) => {
  const [transfer, reversal] = parts(id);
  return { transfer, id: reversal };
};

/** GET /v1/transfers/{transfer}/reversals/{id} */
export const TransferReversal = nodeType<Stripe.TransferReversal>('TransferReversal', {
  object: 'transfer_reversal',
  prefix: 'trr_',
  exampleId: 'tr_1Abc/trr_1Abc',
  idPattern: /^tr_[A-Za-z0-9_]{1,128}\/trr_[A-Za-z0-9_]{1,128}$/,
  idOf: (object) => {
    const { id, transfer } = object as Stripe.TransferReversal;
    const parent: unknown = typeof transfer === 'object' ? (transfer as { id?: unknown } | null)?.id : transfer;
    return typeof parent === 'string' ? `${parent}/${id}` : '';
  },
  fromId: (id) => {
    const [transfer, reversal] = parts(id);
    return { object: 'transfer_reversal', id: reversal, transfer };
  },
  endpoint: '/v1/transfers/{transfer}/reversals/{id}',
  values: placeOf,
  siblings: (id) => restPath('/v1/transfers/{id}/reversals', { id: parts(id)[0] }),
  description: 'Money of a transfer taken back from the connected account.',
  idDescription:
    'The id of its transfer and its own, `tr_.../trr_...`, because REST finds a reversal under its transfer only. `stripeId` is its own alone.',
  fields: (t) => ({
    stripeId: identifier(t, 'id', 'Its own Stripe id, begins with `trr_`; also its cursor in a list.'),
    amount: amount(t, 'amount', 'What was taken back, in the smallest currency unit.'),
    balanceTransaction: reference(t, 'balance_transaction', "The movement on the platform's balance.", {
      type: BalanceTransaction,
      expandable: true,
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    destinationPaymentRefund: reference(
      t,
      'destination_payment_refund',
      'The refund of the payment that the connected account had received; null when there is none.',
      { type: Refund, expandable: true },
    ),
    metadata: metadata(t, { nullable: true }),
    sourceRefund: reference(
      t,
      'source_refund',
      'The refund that caused this reversal; null when it was made by itself.',
      { type: Refund, expandable: true },
    ),
    transfer: reference(t, 'transfer', 'The transfer that was reversed.', { type: Transfer, expandable: true }),
  }),
});

builder.objectFields(Refund, (t) => ({
  sourceTransferReversal: reference(
    t,
    'source_transfer_reversal',
    'The reversal that it gives back the payment of; null when it does not.',
    { type: TransferReversal, expandable: true },
  ),
  transferReversal: reference(
    t,
    'transfer_reversal',
    'The reversal that took the money from the account that it was transferred to; null when none did.',
    { type: TransferReversal, expandable: true },
  ),
}));

const TransferReversalConnection = connectionType(TransferReversal, 'transfer reversals');

builder.objectField(Transfer, 'reversals', (t) =>
  connection(t, TransferReversalConnection, {
    description: 'Its reversals, newest first.',
    endpoint: '/v1/transfers/{id}/reversals',
    values: ({ id }) => ({ id }),
    needsOnlyId: true,
    embedded: { keys: ['reversals'], expand: 0, size: 10 },
  }),
);

builder.queryFields((t) => ({
  transferReversal: lookup(t, TransferReversal, 'A reversal by its id `tr_.../trr_...`, or null when there is none.'),
  transferReversals: connection(t, TransferReversalConnection, {
    description: 'The reversals of one transfer, newest first.',
    args: { transfer: t.arg.id({ required: true, description: 'Id of the transfer, begins with `tr_`.' }) },
    endpoint: '/v1/transfers/{id}/reversals',
    values: (_root, { transfer }) => ({ id: checkedId(Transfer.resource, transfer, 'transfer') }),
  }),
}));

const MIN_AMOUNT = 1;

/**
 * The amount as REST takes it: none means all that is left. An amount that a caller failed to compute, null, must not
 * become that.
 */
const restAmount = (amount: number | null | undefined, all: boolean | null | undefined): number | undefined => {
  if (amount !== undefined && (amount === null || amount < MIN_AMOUNT)) {
    throw new InputError(
      ['amount'],
      '`amount` must be at least 1. Write `all: true` in its place to take back all that is left.',
    );
  }
  if (all && amount !== undefined) throw new InputError(['all'], 'Give `amount` or `all: true`, not both.');
  if (all || amount !== undefined) return amount;
  throw new InputError(['amount'], 'Give `amount`, or `all: true` to take back all that is left of the transfer.');
};

/** POST /v1/transfers/{transfer}/reversals */
mutation({
  name: 'createTransferReversal',
  endpoint: '/v1/transfers/{id}/reversals',
  description: 'Takes money of a transfer back from the connected account. Give exactly one of `amount` and `all`.',
  object: { field: 'transferReversal', type: TransferReversal, description: 'The reversal.' },
  input: (t) => ({
    transfer: t.id({ required: true, description: 'Id of the transfer, begins with `tr_`.' }),
    amount: t.field({
      type: 'SafeInt',
      description:
        'What to take back, in the smallest currency unit, from 1 up to what is left of the transfer. A part can be taken back from a transfer to a Stripe account only.',
    }),
    all: t.boolean({ description: 'True to take back all that is left of the transfer, in place of `amount`.' }),
    description: t.string({ description: 'Free text for people, shown in the dashboard. REST never sends it back.' }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
    refundApplicationFee: t.boolean({
      description: 'Whether to give the application fee back too, in proportion. REST does not when it is not given.',
    }),
  }),
  expand: ['transfer'],
  renamed: { id: ['transfer'] },
  values: ({ transfer }) => ({ id: checkedInputId(Transfer.resource, transfer, ['transfer']) }),
  params: ({ amount, all, description, metadata, refundApplicationFee }) => ({
    amount: restAmount(amount, all),
    description: description ?? undefined,
    metadata: restMetadata(metadata),
    refund_application_fee: refundApplicationFee ?? undefined,
  }),
});

/** POST /v1/transfers/{transfer}/reversals/{id} */
mutation({
  name: 'updateTransferReversal',
  endpoint: '/v1/transfers/{transfer}/reversals/{id}',
  description: 'Changes the metadata of a reversal. Give exactly one of `metadata` and `clearMetadata`.',
  object: { field: 'transferReversal', type: TransferReversal, description: 'The reversal as it is now.' },
  input: (t) => ({
    id: t.id({ required: true, description: 'Id of the reversal, `tr_.../trr_...`.' }),
    metadata: t.field({
      type: 'JSONObject',
      description:
        'Your own key-value strings to set. Keys that are not named stay as they are; an empty text deletes its key.',
    }),
    clearMetadata: t.boolean({ description: 'True to delete every key, in place of `metadata`.' }),
  }),
  expand: ['transfer'],
  renamed: { transfer: ['id'] },
  values: ({ id }) => placeOf(checkedInputId(TransferReversal.resource, id, ['id'])),
  params: ({ metadata, clearMetadata }) => ({ metadata: restMetadataUpdate(metadata, clearMetadata) }),
});
