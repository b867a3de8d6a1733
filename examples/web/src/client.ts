import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import schema from '../generated/possible-types.ts';

export const client = new ApolloClient({
  // The page's own address, which a proxy leads to the gateway: vite.config.ts here, a balancer where it is deployed.
  link: new HttpLink({ uri: '/graphql' }),
  cache: new InMemoryCache({
    possibleTypes: schema.possibleTypes,
    typePolicies: {
      // Lists with different filters are different lists.
      Query: { fields: { transfers: relayStylePagination(['created', 'destination', 'transferGroup']) } },
    },
  }),
});
