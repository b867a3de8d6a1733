import { ApolloGateway, IntrospectAndCompose } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { describeJoinedGraph, type Subgraph } from '../joined-graph.ts';
import type { Listening } from '../listen.ts';

const start = async (subgraphs: readonly Subgraph[]): Promise<Listening> => {
  const gateway = new ApolloGateway({
    supergraphSdl: new IntrospectAndCompose({ subgraphs: [...subgraphs] }),
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  const server = new ApolloServer({ gateway, includeStacktraceInErrorResponses: false });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  return { url, close: () => server.stop() };
};

describeJoinedGraph({ name: '@apollo/gateway', start, errorsOfGone: [] });
