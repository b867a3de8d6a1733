import { createSchema, createYoga } from 'graphql-yoga';

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

/** What routers ask a subgraph, and its SDL does not show. */
const routerSdl = /* GraphQL */ `
  scalar _Any

  union _Entity = Order | Customer

  type _Service {
    sdl: String
  }

  extend type Query {
    _entities(representations: [_Any!]!): [_Entity]!
    _service: _Service!
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
  const orderOf = (id: string) => orders.find((order) => order.id === id) ?? null;
  const schema = createSchema({
    typeDefs: [ordersSdl, routerSdl],
    // It declares none of federation's directives.
    assumeValidSDL: true,
    resolvers: {
      Query: {
        orders: (_root: unknown, { ids }: { ids: string[] }) => ids.map(orderOf),
        _entities: (_root: unknown, { representations }: { representations: { __typename: string; id: string }[] }) =>
          representations.map(({ __typename, id }) =>
            __typename === 'Order' ? { __typename, ...orderOf(id) } : { __typename, id },
          ),
        _service: () => ({ sdl: ordersSdl }),
      },
      Order: {
        customer: ({ customer }: Order) => reference(customer),
        taxTransaction: ({ taxTransaction }: Order) => reference(taxTransaction),
        transferReversal: ({ transferReversal }: Order) => reference(transferReversal),
      },
      Customer: {
        name: ({ id }: { id: string }) => `Customer ${id.slice(-1)}`,
      },
    },
  });
  return createYoga({ schema, landingPage: false, logging: false });
};
