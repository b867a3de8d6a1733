import { FLOW_TYPES, flowDefinitions, MOVING_FLOWS } from '../flow.ts';
import type { Flow, StripeApi, Transaction, TransactionEntry, Transfer, TransferReversal } from './stripe-api.ts';

export interface Context {
  readonly api: StripeApi;
}

export const typeDefs = `#graphql
  scalar DateTime
  scalar JSON

  type Query {
    transfer(id: ID!): Transfer
    transactionEntries(financialAccount: ID!, limit: Int = 10): [TransactionEntry!]!
  }

  type Transfer {
    id: ID!
    amount: Int!
    amountReversed: Int!
    created: DateTime!
    currency: String!
    description: String
    metadata: JSON!
    reversals: [TransferReversal!]!
  }

  type TransferReversal {
    id: ID!
    amount: Int!
    created: DateTime!
    balanceTransaction: BalanceTransaction
  }

  type BalanceTransaction {
    id: ID!
    net: Int!
    availableOn: DateTime!
  }

  type TransactionEntry {
    id: ID!
    type: String!
    created: DateTime!
    effectiveAt: DateTime!
    currency: String!
    flow: String
    flowType: String!
    balanceImpact: BalanceImpact!
    transaction: Transaction!
    flowDetails: FlowDetails
  }

  type BalanceImpact {
    cash: Int!
    inboundPending: Int!
    outboundPending: Int!
  }

  type Transaction {
    id: ID!
    amount: Int!
    status: String!
    description: String!
    created: DateTime!
  }
  ${flowDefinitions}
`;

const moment = (seconds: number): string => new Date(seconds * 1000).toISOString();
const created = (object: { readonly created: number }): string => moment(object.created);

export const resolvers = {
  Query: {
    transfer: (_: unknown, { id }: { id: string }, { api }: Context) => api.transfer(id),
    transactionEntries: (_: unknown, args: { financialAccount: string; limit: number }, { api }: Context) =>
      api.transactionEntries(args.financialAccount, args.limit),
  },
  Transfer: {
    created,
    amountReversed: (transfer: Transfer) => transfer.amount_reversed,
    reversals: (transfer: Transfer) => transfer.reversals.data,
  },
  TransferReversal: {
    created,
    balanceTransaction: ({ balance_transaction: id }: TransferReversal, _: unknown, { api }: Context) =>
      id === null ? null : api.balanceTransaction(id),
  },
  BalanceTransaction: {
    availableOn: (transaction: { readonly available_on: number }) => moment(transaction.available_on),
  },
  TransactionEntry: {
    created,
    effectiveAt: (entry: TransactionEntry) => moment(entry.effective_at),
    flowType: (entry: TransactionEntry) => entry.flow_type,
    balanceImpact: (entry: TransactionEntry) => entry.balance_impact,
    transaction: (entry: TransactionEntry, _: unknown, { api }: Context): Promise<Transaction> =>
      api.transaction(entry.transaction),
    flowDetails: ({ flow, flow_type: type }: TransactionEntry, _: unknown, { api }: Context) => {
      if (flow === null) return null;
      return type === 'issuing_authorization' ? { id: flow, object: 'issuing.authorization' } : api.flow(type, flow);
    },
  },
  FlowDetails: { __resolveType: ({ object }: Flow) => FLOW_TYPES[object] },
  ...Object.fromEntries(MOVING_FLOWS.map((name) => [name, { created }])),
  BalanceImpact: {
    inboundPending: (impact: TransactionEntry['balance_impact']) => impact.inbound_pending,
    outboundPending: (impact: TransactionEntry['balance_impact']) => impact.outbound_pending,
  },
  Transaction: { created },
};
