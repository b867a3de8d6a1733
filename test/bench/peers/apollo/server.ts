import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { type Context, resolvers, typeDefs } from './schema.ts';
import { StripeApi } from './stripe-api.ts';

const server = new ApolloServer<Context>({ typeDefs, resolvers });
const { cache } = server;
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(process.env.PORT) },
  context: async () => ({ api: new StripeApi(cache) }),
});
