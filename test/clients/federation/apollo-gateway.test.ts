import { composeServices } from '@apollo/composition';
import { ApolloGateway, IntrospectAndCompose, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printSdl } from '../../../src/graph/subgraph/print-sdl.ts';
import { buildSchema } from '../../../src/schema.ts';
import { bearer, type Holder, tokenAuth } from '../../auth/world.ts';
import { startWorld } from '../../world.ts';
import { describeJoinedGraph, type Subgraph } from '../joined-graph.ts';
import { type Listening, listen } from '../listen.ts';

const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const start = async (subgraphs: readonly Subgraph[]): Promise<Listening> => {
  const gateway = new ApolloGateway({
    supergraphSdl: new IntrospectAndCompose({ subgraphs: [...subgraphs] }),
    logger,
  });
  const server = new ApolloServer({ gateway, includeStacktraceInErrorResponses: false });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  return { url, close: () => server.stop() };
};

describeJoinedGraph({ name: '@apollo/gateway', start, errorsOfGone: [] });

describe('@apollo/gateway and the security directives', () => {
  const gatewayOf = (securityDirectives: boolean): ApolloGateway => {
    const typeDefs = parse(printSdl(buildSchema({ nodeFields: true, securityDirectives })));
    const { supergraphSdl, errors } = composeServices([{ name: 'stripe', url: 'http://stripe.test/', typeDefs }]);
    if (supergraphSdl === undefined) throw new Error(`No composition: ${JSON.stringify(errors)}`);
    return new ApolloGateway({ supergraphSdl, logger });
  };

  it('loads a supergraph without them', async () => {
    const gateway = gatewayOf(false);
    expect((await gateway.load()).schema.getQueryType()?.getFields()).toHaveProperty('transfers');
    await gateway.stop();
  });

  it.each(['authenticated', 'requiresScopes'])('refuses one with them for `@%s`, though it composes', async (name) => {
    const words = `feature https://specs.apollo.dev/${name}/v0.1 is for: SECURITY but is unsupported`;
    await expect(gatewayOf(true).load()).rejects.toThrow(words);
  });
});

describe('@apollo/gateway and callers', () => {
  const holder = (name: string, scope: string): Holder => ({ name, token: `${name}-`.repeat(6), scopes: [scope] });
  const ofTransfers = holder('transfers', 'transfers:read');
  const ofTreasury = holder('treasury', 'treasury:read');

  // As docs/federation.md has it.
  it('sends their `Authorization` on, and the gateway behind it refuses each by their own scopes', async () => {
    await using world = await startWorld({ gateway: tokenAuth(ofTransfers, ofTreasury) });
    const stripe = await listen(world.gateway);
    const gateway = new ApolloGateway({
      supergraphSdl: new IntrospectAndCompose({
        subgraphs: [{ name: 'stripe', url: stripe.url }],
        introspectionHeaders: bearer(ofTreasury.token),
      }),
      buildService: ({ url = '' }) =>
        new RemoteGraphQLDataSource<{ authorization?: string }>({
          url,
          willSendRequest: ({ request, context }) => {
            if (context.authorization) request.http?.headers.set('authorization', context.authorization);
          },
        }),
      logger,
    });
    const server = new ApolloServer<{ authorization?: string }>({ gateway });
    const { url } = await startStandaloneServer(server, {
      context: async ({ req }) => ({ authorization: req.headers.authorization }),
      listen: { host: '127.0.0.1', port: 0 },
    });
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: '{ transfer(id: "tr_1Seed000003") { amount } }' }),
      });
      return response.json();
    };
    expect(await ask(bearer(ofTransfers.token))).toEqual({ data: { transfer: { amount: 2500 } } });
    expect(await ask(bearer(ofTreasury.token))).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(await ask({})).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(world.calls).toHaveLength(1);
    await server.stop();
    await stripe.close();
  });
});
