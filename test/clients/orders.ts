import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';

/** The subgraph of a shop. It owns orders and customers, and knows what belongs to Stripe by its id alone. */
export const ordersSdl = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Query {
    orders(ids: [ID!]!): [Order]!
  }

  type Order @key(fields: "id") {
    id: ID!
    customer: Customer
    taxTransaction: TaxTransaction
    transferReversal: TransferReversal
  }

  type Customer @key(fields: "id") {
    id: ID!
    name: String!
  }

  type TaxTransaction @key(fields: "id", resolvable: false) {
    id: ID!
  }

  type TransferReversal @key(fields: "id", resolvable: false) {
    id: ID!
  }
`;

export interface Order {
  readonly id: string;
  readonly customer?: string;
  readonly taxTransaction?: string;
  readonly transferReversal?: string;
}

const reference = (id: string | undefined) => (id === undefined ? null : { id });

/** Serves those orders as a subgraph. */
export const createOrders = (orders: readonly Order[]) => {
  const schema = buildSubgraphSchema({
    typeDefs: parse(ordersSdl),
    resolvers: {
      Query: {
        orders: (_root: unknown, { ids }: { ids: string[] }) =>
          ids.map((id) => orders.find((order) => order.id === id) ?? null),
      },
      Order: {
        customer: ({ customer }: Order) => reference(customer),
        taxTransaction: ({ taxTransaction }: Order) => reference(taxTransaction),
        transferReversal: ({ transferReversal }: Order) => reference(transferReversal),
      },
      Customer: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        name: ({ id }: { id: string }) => `Customer ${id.slice(-1)}`,
      },
    },
  });
  return createYoga({ schema, landingPage: false, logging: false });
};
