import { buildSchema, type GraphQLFieldResolver, isObjectType, isUnionType } from 'graphql';
import { FLOW_TYPES, flowDefinitions, MOVING_FLOWS } from '../flow.ts';
import { expansionsOf } from './expansions.ts';
import type { Entry, Flow, StripeApi, Transfer, TransferReversal } from './stripe-api.ts';

/** As much of the gateway's own schema as the questions ask for, under the same names. */
const typeDefs = `
  scalar DateTime
  scalar JSON
  type Query {
    transfer(id: ID!): Transfer
    transactionEntries(financialAccount: ID!, first: Int!): TransactionEntryConnection!
  }
  type Transfer {
    id: ID!  amount: Int!  amountReversed: Int!  created: DateTime!  currency: String!  description: String
    metadata: JSON!  reversals: TransferReversalConnection!
  }
  type TransferReversalConnection { nodes: [TransferReversal!]! }
  type TransferReversal { id: ID!  amount: Int!  created: DateTime!  balanceTransaction: BalanceTransaction }
  type BalanceTransaction { id: ID!  net: Int!  availableOn: DateTime! }
  type TransactionEntryConnection { nodes: [TransactionEntry!]! }
  type TransactionEntry {
    id: ID!  type: String!  created: DateTime!  effectiveAt: DateTime!  currency: String!  flow: ID  flowType: String!
    balanceImpact: BalanceImpact!  transaction: TreasuryTransaction!  flowDetails: FlowDetails
  }
  type BalanceImpact { cash: Int!  inboundPending: Int!  outboundPending: Int! }
  type TreasuryTransaction { id: ID!  amount: Int!  status: String!  description: String!  created: DateTime! }
  ${flowDefinitions}
`;

const moment = (seconds: number): string => new Date(seconds * 1000).toISOString();
const created = (object: { readonly created: number }): string => moment(object.created);

const inTransfer = expansionsOf({ balanceTransaction: 'reversals.data.balance_transaction' });
const inEntries = expansionsOf({ transaction: 'data.transaction', flowDetails: 'data.flow_details' });

const resolvers: Readonly<Record<string, Readonly<Record<string, GraphQLFieldResolver<never, StripeApi, never>>>>> = {
  Query: {
    transfer: (_, { id }: { id: string }, api, info) => api.transfer(id, inTransfer(info)),
    transactionEntries: async (_, args: { financialAccount: string; first: number }, api, info) => ({
      nodes: await api.entries(args.financialAccount, args.first, inEntries(info)),
    }),
  },
  Transfer: {
    created,
    amountReversed: (transfer: Transfer) => transfer.amount_reversed,
    reversals: (transfer: Transfer) => ({ nodes: transfer.reversals.data }),
  },
  TransferReversal: {
    created,
    balanceTransaction: ({ balance_transaction: it }: TransferReversal) => (typeof it === 'string' ? { id: it } : it),
  },
  BalanceTransaction: { availableOn: (it: { readonly available_on: number }) => moment(it.available_on) },
  TransactionEntry: {
    created,
    effectiveAt: (entry: Entry) => moment(entry.effective_at),
    flowType: (entry: Entry) => entry.flow_type,
    balanceImpact: (entry: Entry) => entry.balance_impact,
    transaction: ({ transaction: it }: Entry) => (typeof it === 'string' ? { id: it } : it),
    flowDetails: ({ flow_details: details }: Entry) => details?.[details.type] ?? null,
  },
  BalanceImpact: {
    inboundPending: (impact: Entry['balance_impact']) => impact.inbound_pending,
    outboundPending: (impact: Entry['balance_impact']) => impact.outbound_pending,
  },
  TreasuryTransaction: { created },
};

export const schema = buildSchema(typeDefs);
for (const type of Object.values(schema.getTypeMap())) {
  if (isUnionType(type)) type.resolveType = ({ object }: Flow) => FLOW_TYPES[object];
  if (!isObjectType(type)) continue;
  const own = resolvers[type.name] ?? (MOVING_FLOWS.includes(type.name) ? { created } : {});
  for (const field of Object.values(type.getFields())) {
    const resolve = own[field.name];
    if (resolve !== undefined) field.resolve = resolve as NonNullable<typeof field.resolve>;
  }
}
