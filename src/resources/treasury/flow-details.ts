import type { GraphQLResolveInfo } from 'graphql';
import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { sharedFields } from '../../graph/kit/fields.ts';
import { included, stub, variantOf } from '../../graph/kit/reference.ts';
import type { Context } from '../../graph/operation/context.ts';
import { IssuingAuthorization } from '../issuing/authorizations.ts';
import { CreditReversal } from './credit-reversals.ts';
import { DebitReversal } from './debit-reversals.ts';
import { InboundTransfer } from './inbound-transfers.ts';
import { OutboundPayment } from './outbound-payments.ts';
import { OutboundTransfer } from './outbound-transfers.ts';
import { ReceivedCredit } from './received-credits.ts';
import { ReceivedDebit } from './received-debits.ts';
import { TreasuryTransaction } from './transactions.ts';

type Details = Stripe.Treasury.TransactionEntry.FlowDetails;

/** REST's key of each member of the union. */
const VARIANTS = {
  CreditReversal: 'credit_reversal',
  DebitReversal: 'debit_reversal',
  InboundTransfer: 'inbound_transfer',
  IssuingAuthorization: 'issuing_authorization',
  OutboundPayment: 'outbound_payment',
  OutboundTransfer: 'outbound_transfer',
  ReceivedCredit: 'received_credit',
  ReceivedDebit: 'received_debit',
} as const;

const TYPENAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(VARIANTS).map(([typename, key]) => [key, typename]),
);

const FlowDetails = builder.unionType('FlowDetails', {
  description: 'The flow that moved the money.',
  types: [
    CreditReversal,
    DebitReversal,
    InboundTransfer,
    IssuingAuthorization,
    OutboundPayment,
    OutboundTransfer,
    ReceivedCredit,
    ReceivedDebit,
  ],
  resolveType: ({ object }, context) => context.resources.ofObject(object)?.typename,
});

/** What treasury transactions and their entries have in common. */
interface Moved {
  readonly id: string;
  readonly object: string;
  readonly flow: string | null;
  readonly flow_details?: Details | null;
  readonly flow_type: Details['type'];
}

/**
 * Whether the id alone gives all that is selected, if the flow is an authorization: no call is needed then, and one
 * flow in eight is one.
 */
const isKnown = (context: Context, info: GraphQLResolveInfo): boolean => {
  const type = info.schema.getType(IssuingAuthorization.name);
  return type !== undefined && context.planner.isKnownById(info, type, true);
};

/** The flow behind a treasury transaction or entry. */
export const flowDetails = sharedFields<Moved>()((t) =>
  t.field({
    type: FlowDetails,
    nullable: true,
    description:
      'The flow that moved the money; null when `flowType` is `OTHER` or newer than this schema. Costs no call of its own where it can be expanded.',
    extensions: { rest: { kind: 'include', key: 'flow_details', variants: VARIANTS } },
    resolve: async (moved, _args, context, info) => {
      const { flow, flow_type: type } = moved;
      const typename = TYPENAMES.get(type);
      if (flow === null || typename === undefined) return null;
      if (type === 'issuing_authorization' && isKnown(context, info)) {
        return stub(IssuingAuthorization.resource, flow) as never;
      }
      const details = await included(moved, 'flow_details', context, info, VARIANTS);
      return details && (variantOf(details, type, typename, context) as never);
    },
  }),
);

builder.objectField(TreasuryTransaction, 'flowDetails', (t) => flowDetails(t));
