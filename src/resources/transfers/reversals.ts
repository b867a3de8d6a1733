import type Stripe from 'stripe';
import { builder } from '../../graph/builder.ts';
import { connection, connectionType } from '../../graph/connection.ts';
import { currency, metadata, timestamp } from '../../graph/fields.ts';
import { checkedId, lookup } from '../../graph/lookup.ts';
import { nodeType } from '../../graph/node.ts';
import { reference } from '../../graph/reference.ts';
import { restPath } from '../../stripe/path.ts';
import { BalanceTransaction } from '../balance-transactions.ts';
import { Refund } from '../stubs.ts';
import { Transfer } from '../transfers.ts';

/** A reversal's id is `tr_…/trr_…`: REST finds it under its transfer only. */
const parts = (id: string): [transfer: string, reversal: string] => {
  const [transfer = '', reversal = ''] = id.split('/');
  return [transfer, reversal];
};

/** GET /v1/transfers/{transfer}/reversals/{id} */
export const TransferReversal = nodeType<Stripe.TransferReversal>('TransferReversal', {
  object: 'transfer_reversal',
  prefix: 'trr_',
  exampleId: 'tr_1Abc/trr_1Abc',
  idPattern: /^tr_[A-Za-z0-9_]{1,128}\/trr_[A-Za-z0-9_]{1,128}$/,
  idOf: (object) => {
    const { id, transfer } = object as Stripe.TransferReversal;
    return `${typeof transfer === 'string' ? transfer : transfer.id}/${id}`;
  },
  path: (id) => {
    const [transfer, reversal] = parts(id);
    return restPath`/v1/transfers/${transfer}/reversals/${reversal}`;
  },
  siblings: (id) => restPath`/v1/transfers/${parts(id)[0]}/reversals`,
  description:
    'Money of a transfer taken back from the connected account. REST: GET /v1/transfers/{transfer}/reversals/{id}.',
  idDescription:
    'The id of its transfer and its own, `tr_…/trr_…`, because REST finds a reversal under its transfer only. `stripeId` is its own alone.',
  fields: (t) => ({
    stripeId: t.exposeID('id', {
      description: 'Its own Stripe id, begins with `trr_`; also its cursor in a list.',
    }),
    amount: t.expose('amount', { type: 'SafeInt', description: 'What was taken back, in the smallest currency unit.' }),
    balanceTransaction: reference(t, BalanceTransaction, {
      key: 'balance_transaction',
      expandable: true,
      description: "The movement on the platform's balance. Costs no call of its own where it can be expanded.",
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    currency: currency(t),
    destinationPaymentRefund: reference(t, Refund, {
      key: 'destination_payment_refund',
      expandable: true,
      description: 'The refund of the payment that the connected account had received; null when there is none.',
    }),
    metadata: metadata(t),
    sourceRefund: reference(t, Refund, {
      key: 'source_refund',
      expandable: true,
      description: 'The refund that caused this reversal; null when it was made by itself.',
    }),
    transfer: reference(t, Transfer, {
      key: 'transfer',
      expandable: true,
      description: 'The transfer that was reversed. Costs no call of its own where it can be expanded.',
    }),
  }),
});

const TransferReversalConnection = connectionType(TransferReversal, 'trr_', 'transfer reversals');

builder.objectField(Transfer, 'reversals', (t) =>
  connection(t, TransferReversalConnection, {
    description:
      'Its reversals, newest first. The 10 newest come with the transfer and cost nothing; more cost one REST call for every 100: GET /v1/transfers/{id}/reversals.',
    path: ({ id }) => restPath`/v1/transfers/${id}/reversals`,
    needsOnlyId: true,
    embedded: { keys: ['reversals'], expand: 0, size: 10 },
  }),
);

builder.queryFields((t) => ({
  transferReversal: lookup(t, TransferReversal, 'A reversal by its id `tr_…/trr_…`, or null when there is none. One REST call.'),
  transferReversals: connection(t, TransferReversalConnection, {
    description: 'The reversals of one transfer, newest first. One REST call for every 100: GET /v1/transfers/{id}/reversals.',
    args: { transfer: t.arg.id({ required: true, description: 'Id of the transfer, begins with `tr_`.' }) },
    path: (_root, { transfer }) => restPath`/v1/transfers/${checkedId(Transfer.resource, transfer, 'transfer')}/reversals`,
  }),
}));
