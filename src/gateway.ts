import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { createYoga, useReadinessCheck } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { exampleOperations } from './example-operations.ts';
import { createContext } from './graph/create-context.ts';
import { useCost } from './plugins/use-cost.ts';
import { useErrors } from './plugins/use-errors.ts';
import { useMutationLimit } from './plugins/use-mutation-limit.ts';
import { RequestIds, useRequestId } from './plugins/use-request-id.ts';
import { useRequestParsing } from './plugins/use-request-parsing.ts';
import { buildSchema, resources } from './schema.ts';
import { StripeClient, type StripeClientOptions } from './stripe/client.ts';

export interface GatewayOptions
  extends Pick<Config, 'apiBase' | 'apiVersion' | 'account' | 'maxRestCalls' | 'maxMutations' | 'maxPageSize'> {
  /** The REST API's key. */
  readonly secretKey: string;
  readonly log: Logger;
  /** Whether new requests are welcome; `/ready` answers 503 when they are not. */
  readonly isReady: () => boolean;
  /** Whether the graph has `node` and `nodes`; it has unless told otherwise. */
  readonly nodeFields?: boolean;
  /** How long the REST client waits and how often it repeats, where its defaults do not fit. */
  readonly clientOptions?: Pick<StripeClientOptions, 'retryBaseMs' | 'maxAttempts' | 'writeTimeoutMs' | 'deadlineMs'>;
}

/** The gateway as a request handler that listens nowhere. Dispose of it to close its connections to the REST API. */
export const createGateway = (options: GatewayOptions) => {
  const { secretKey, account, apiBase, apiVersion, log, maxRestCalls, maxMutations, maxPageSize, clientOptions } =
    options;
  const client = new StripeClient({
    ...clientOptions,
    apiBase,
    apiVersion,
    observe: (call) => log.debug({ call }, 'REST call'),
  });
  const credentials = { key: secretKey, ...(account === undefined ? {} : { account }) };
  const requestIds = new RequestIds();
  return createYoga({
    schema: buildSchema({ nodeFields: options.nodeFields ?? true }),
    // useErrors masks, with the request's id and into the log.
    maskedErrors: false,
    context: ({ request }) =>
      createContext({
        requestId: requestIds.of(request),
        client,
        credentials,
        tenant: '',
        resources,
        maxRestCalls,
        maxPageSize,
        log,
        signal: request.signal,
      }),
    plugins: [
      useRequestId(requestIds),
      useReadinessCheck({ endpoint: '/ready', check: options.isReady }),
      useMutationLimit({ maxMutations }),
      useCost({ maxRestCalls }),
      useRequestParsing(),
      useErrors({ requestIds, log }),
      { onDispose: () => client.close() },
    ],
    logging: {
      debug: (...values) => log.debug({ values }, 'yoga'),
      info: (...values) => log.info({ values }, 'yoga'),
      warn: (...values) => log.warn({ values }, 'yoga'),
      error: (...values) => log.error({ values }, 'yoga'),
    },
    graphqlEndpoint: '/graphql',
    healthCheckEndpoint: '/health',
    landingPage: false,
    renderGraphiQL,
    graphiql: { title: 'Stripe GraphQL gateway', defaultQuery: exampleOperations },
    cors: false,
    multipart: false,
    batching: false,
  });
};
