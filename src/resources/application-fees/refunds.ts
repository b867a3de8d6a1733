import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { connection, connectionType } from '../../graph/kit/connection.ts';
import { amount, currency, identifier, metadata, timestamp } from '../../graph/kit/fields.ts';
import { checkedId, lookup } from '../../graph/kit/lookup.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { restPath } from '../../stripe/path.ts';
import { ApplicationFee } from '../application-fees.ts';
import { BalanceTransaction } from '../balance-transactions.ts';

/** A refund's id is `fee_.../fr_...`: REST finds it under its fee only. */
const parts = (id: string): [fee: string, refund: string] => {
  const [fee = '', refund = ''] = id.split('/');
  return [fee, refund];
};

/** GET /v1/application_fees/{fee}/refunds/{id} */
export const ApplicationFeeRefund = nodeType<Stripe.FeeRefund>('ApplicationFeeRefund', {
  object: 'fee_refund',
  prefix: 'fr_',
  exampleId: 'fee_1Abc/fr_1Abc',
  idPattern: /^fee_[A-Za-z0-9_]{1,128}\/fr_[A-Za-z0-9_]{1,128}$/,
  idOf: (object) => {
    const { id, fee } = object as Stripe.FeeRefund;
    const parent: unknown = typeof fee === 'object' ? (fee as { id?: unknown } | null)?.id : fee;
    return `${String(parent)}/${id}`;
  },
  fromId: (id) => {
    const [fee, refund] = parts(id);
    return { object: 'fee_refund', id: refund, fee };
  },
  endpoint: '/v1/application_fees/{fee}/refunds/{id}',
  values: (id) => {
    const [fee, refund] = parts(id);
    return { fee, id: refund };
  },
  siblings: (id) => restPath('/v1/application_fees/{id}/refunds', { id: parts(id)[0] }),
  description: "Part of a platform's fee given back to the connected account.",
  idDescription:
    'The id of its fee and its own, `fee_.../fr_...`, because REST finds a refund under its fee only. `stripeId` is its own alone.',
  fields: (t) => ({
    stripeId: identifier(t, 'id', 'Its own Stripe id, begins with `fr_`; also its cursor in a list.'),
    amount: amount(t, 'amount', 'What was given back, in the smallest currency unit.'),
    balanceTransaction: reference(t, 'balance_transaction', "The movement on the platform's balance; may be null.", {
      type: BalanceTransaction,
      expandable: true,
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    fee: reference(t, 'fee', 'The fee that was given back.', { type: ApplicationFee, expandable: true }),
    metadata: metadata(t, { nullable: true }),
  }),
});

const ApplicationFeeRefundConnection = connectionType(ApplicationFeeRefund, 'refunds of an application fee');

builder.objectField(ApplicationFee, 'refunds', (t) =>
  connection(t, ApplicationFeeRefundConnection, {
    description: 'What of it was given back, newest first.',
    endpoint: '/v1/application_fees/{id}/refunds',
    values: ({ id }) => ({ id }),
    needsOnlyId: true,
    embedded: { keys: ['refunds'], expand: 0, size: 10 },
  }),
);

builder.queryFields((t) => ({
  applicationFeeRefund: lookup(
    t,
    ApplicationFeeRefund,
    'A refund of an application fee by its id `fee_.../fr_...`, or null when there is none.',
  ),
  applicationFeeRefunds: connection(t, ApplicationFeeRefundConnection, {
    description: 'The refunds of one application fee, newest first.',
    args: { fee: t.arg.id({ required: true, description: 'Id of the fee, begins with `fee_`.' }) },
    endpoint: '/v1/application_fees/{id}/refunds',
    values: (_root, { fee }) => ({ id: checkedId(ApplicationFee.resource, fee, 'fee') }),
  }),
}));
