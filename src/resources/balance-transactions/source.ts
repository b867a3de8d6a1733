import type { GraphQLResolveInfo } from 'graphql';
import { responsePathAsArray } from 'graphql';
import { builder } from '../../graph/kit/builder.ts';
import { included } from '../../graph/kit/reference.ts';
import { restValue, TEXT } from '../../graph/kit/rest-value.ts';
import type { Context } from '../../graph/operation/context.ts';
import type { RestObject } from '../../graph/resource.ts';
import { ApplicationFeeRefund } from '../application-fees/refunds.ts';
import { ApplicationFee } from '../application-fees.ts';
import { BalanceTransaction } from '../balance-transactions.ts';
import { Charge } from '../charges.ts';
import { Dispute } from '../disputes.ts';
import { IssuingAuthorization } from '../issuing/authorizations.ts';
import { Payout } from '../payouts.ts';
import { Refund } from '../refunds.ts';
import { Topup } from '../topups.ts';
import { TransferReversal } from '../transfers/reversals.ts';
import { Transfer } from '../transfers.ts';
import { SOURCE_STUBS } from './source-stubs.ts';

const MEMBERS = [
  ApplicationFee,
  ApplicationFeeRefund,
  Charge,
  Dispute,
  IssuingAuthorization,
  Payout,
  Refund,
  Topup,
  Transfer,
  TransferReversal,
  ...SOURCE_STUBS,
];

const OBJECTS: ReadonlySet<string> = new Set(MEMBERS.map(({ resource }) => resource.object));

const BalanceTransactionSource = builder.unionType('BalanceTransactionSource', {
  description: 'What caused a movement on the balance.',
  types: MEMBERS,
  resolveType: ({ object }, context) => context.resources.ofObject(object)?.typename,
});

/** What caused it, if the union has its kind. */
const known = (source: RestObject, context: Context, info: GraphQLResolveInfo): RestObject | null => {
  const object = restValue(source, 'object', TEXT);
  if (OBJECTS.has(object)) return source;
  context.warn({
    code: 'UNRECOGNIZED_VALUE',
    message: `BalanceTransactionSource does not know the object "${object}" yet; \`sourceId\` has its id.`,
    path: responsePathAsArray(info.path),
    value: object,
  });
  return null;
};

builder.objectField(BalanceTransaction, 'source', (t) =>
  t.field({
    type: BalanceTransactionSource,
    nullable: true,
    description:
      'What caused it; null when nothing did, or something that is newer than this schema. Its id does not tell its type, so it costs a call wherever it cannot be expanded: `sourceId` costs none.',
    extensions: { rest: { kind: 'include', key: 'source' } },
    resolve: async (transaction, _args, context, info) => {
      const source = (await included(transaction, 'source', context, info)) as RestObject | null;
      return source && (known(source, context, info) as never);
    },
  }),
);
