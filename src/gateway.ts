import { type IncomingMessage, ServerResponse } from 'node:http';
import { createYoga } from 'graphql-yoga';
import { createIdentify, type IdentifyOptions } from './auth/identify.ts';
import type { Identify } from './auth/identity.ts';
import { gatewayKeyProblems } from './config/key-use.ts';
import { ConfigError } from './config-error.ts';
import { ownExamples, sandboxExamples } from './example-operations.ts';
import type { GatewayOptions } from './gateway-options.ts';
import type { Context } from './graph/context.ts';
import { createContext } from './graph/create-context.ts';
import { CallRecord } from './graph/read/call-record.ts';
import { Sheds } from './overload/sheds.ts';
import { createAnswer } from './plugins/answer-operation.ts';
import { closeWithConnection } from './plugins/close-with-connection.ts';
import { DocumentCache } from './plugins/document-cache.ts';
import { EventStreams } from './plugins/event-streams.ts';
import { createExecute } from './plugins/execute-operation.ts';
import { explanationOf } from './plugins/explanation.ts';
import { OperationSlots } from './plugins/operation-slots.ts';
import { readPersistedDocuments } from './plugins/persisted-documents.ts';
import { pollEvents } from './plugins/poll-events.ts';
import { createValidate } from './plugins/read-document.ts';
import { refuseAddress } from './plugins/refuse-address.ts';
import { recordOf } from './plugins/request-record.ts';
import { checkSignatureBy } from './plugins/router-signature.ts';
import { createSubscribe } from './plugins/subscribe-operation.ts';
import { useCaller } from './plugins/use-caller.ts';
import { useErrors } from './plugins/use-errors.ts';
import { useEventStream } from './plugins/use-event-stream.ts';
import { type GraphiQLPageOptions, useGraphiQLPage } from './plugins/use-graphiql-page.ts';
import { useOperations } from './plugins/use-operations.ts';
import { useOrigin } from './plugins/use-origin.ts';
import { useRequestId } from './plugins/use-request-id.ts';
import { useRequestParsing } from './plugins/use-request-parsing.ts';
import { useRoutes } from './plugins/use-routes.ts';
import { useSchemaEncoding } from './plugins/use-schema-encoding.ts';
import { useSecurityHeaders } from './plugins/use-security-headers.ts';
import { buildSchema, resources, resourcesIn } from './schema.ts';
import type { CallEvent } from './stripe/call.ts';
import { StripeClient } from './stripe/client.ts';
import { logOperations } from './telemetry/operation-log.ts';
import { traceOperations } from './telemetry/tracing.ts';

const createClient = ({ log, restBudget, ...options }: GatewayOptions): StripeClient =>
  new StripeClient({
    ...options,
    ...options.clientOptions,
    budget: restBudget && {
      readsPerSecond: restBudget.restReadsPerSecond,
      writesPerSecond: restBudget.restWritesPerSecond,
      endpointPerSecond: restBudget.restEndpointPerSecond,
      queue: restBudget.restQueue,
      openTurns: options.openTurns,
    },
    observe: (call) => log.debug({ call }, 'REST call'),
  });

/** Who callers are, by the scopes that this graph has. Throws a ConfigError when a file that it needs is wrong. */
export const identifyBy = (options: IdentifyOptions): Identify => createIdentify(options, resources.domains);

const checkStubs = (stubs: readonly string[]): void => {
  const known = resources.nodes.map(({ typename }) => typename);
  const unknown = stubs.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const problem = `SUBGRAPH_STUBS names ${unknown.join(', ')}: no such type can be another subgraph's. It can be ${known.join(', ')}.`;
  throw new ConfigError([problem]);
};

const pageOf = ({ graphqlPath = '/graphql', isSandbox = false, explain }: GatewayOptions): GraphiQLPageOptions => ({
  graphqlPath,
  title: 'Stripe GraphQL gateway',
  examples: isSandbox ? sandboxExamples : ownExamples,
  explains: explain,
});

/**
 * The gateway as a request handler that listens nowhere. Dispose of it to close its connections to the REST API.
 *
 * @throws ConfigError when a live key would go over http, a key and an account do not fit, or a file or a type that it needs is wrong
 */
export const createGateway = (options: GatewayOptions) => {
  const { log, metrics, graphqlPath = '/graphql', maxRestCalls, maxReadBytes, maxPageSize, introspection } = options;

  const problems = gatewayKeyProblems(options);
  if (problems.length > 0) throw new ConfigError(problems);

  // What lives as long as the process.
  const client = createClient(options);
  const identify = options.identify ?? identifyBy(options);
  const sheds = new Sheds();
  const cache = new DocumentCache(options.documentCacheBytes);
  metrics?.measureDocuments(cache);
  const observers = [logOperations(log), traceOperations(), ...(metrics ? [metrics] : [])];

  checkStubs(options.stubs ?? []);
  const schema = buildSchema({
    nodeFields: options.nodeFields ?? true,
    securityDirectives: options.securityDirectives ?? false,
    stubs: options.stubs ?? [],
  });
  const shown = resourcesIn(schema);

  // What one operation has, and no other can see.
  const contextOf = (
    request: Request,
    caller = recordOf(request).caller,
    observe = (event: CallEvent) => recordOf(request).tell(event),
  ): Context =>
    createContext({
      requestId: recordOf(request).requestId,
      client,
      caller,
      resources: shown,
      maxRestCalls,
      maxReadBytes,
      maxPageSize,
      log,
      signal: request.signal,
      deadline: performance.now() + options.operationTimeoutMs,
      observe,
      record: explanationOf(request, options.explain) === 'calls' ? new CallRecord(maxRestCalls) : undefined,
    });

  const validate = createValidate(schema, introspection);
  const documents = readPersistedDocuments({ ...options, schema, validate });
  const slots = new OperationSlots({ ...options, sheds });
  const execute = createExecute({ ...options, cache });
  const streams = new EventStreams({ ...options, identify, onEnd: metrics?.events.ended });
  metrics?.events.measureStreams(streams);
  const poller = options.events?.canMiss
    ? pollEvents({ hub: options.events, streams, client, resources, log, observer: metrics?.events })
    : undefined;
  const hideHints = !introspection;
  const subscribe = createSubscribe({
    ...options,
    hub: options.events,
    streams,
    schema,
    slots,
    contextOf,
    execute,
    observers,
    hideHints,
    onDelivered: metrics?.events.delivered,
  });
  const answer = createAnswer({
    schema,
    cache,
    documents,
    limits: options,
    validate,
    slots,
    contextOf,
    execute,
    subscribe,
    explain: options.explain,
  });

  // Each phase has hooks of its own name; within a phase the plugins have their turn in the order of this list.
  const yoga = createYoga({
    plugins: [
      // The answer leaves, whatever has made it (onResultProcess, then onResponse). These stand first, because an operation begins with them
      // too (onRequestParse): what is refused from here on is judged, and then told of as the caller sees it.
      useRequestId(),
      useErrors({ log, hideHints, maxErrors: options.maxErrors }),
      useOperations({ observers }),
      useSecurityHeaders(),
      useEventStream(),

      // The request arrives (onRequest): a browser that wants the page, a probe, or a preflight ends here.
      ...(options.graphiql ? [useGraphiQLPage(pageOf(options))] : []),
      useRoutes({
        graphqlPath,
        isReady: () => options.isReady() && !client.isShedding && !sheds.areMany(performance.now()),
      }),

      // Who asks, by the headers alone, before anything of the body is read (onRequestParse).
      useOrigin({ corsOrigins: options.corsOrigins, loopbackNamesOnly: options.loopbackNamesOnly ?? false }),
      useCaller({ identify, log }),
      useRequestParsing(options, documents, options.routerSecret ? checkSignatureBy(options.routerSecret) : undefined),

      // The operation (onParams): its document is read or known, it is held against its limits, has its turn, and is executed. Yoga's own
      // way there, which it would go with a schema, has no part in it.
      {
        onParams: ({ setParamsHandler, context }) => {
          const { res: response } = context as { readonly res?: ServerResponse };
          setParamsHandler(({ params, request }) => answer({ params, request, response }));
        },
      },

      // The answer leaves, with all that was said of it above.
      useSchemaEncoding(),

      // The process ends.
      {
        onDispose: async () => {
          poller?.close();
          await client.close();
        },
      },
    ],
    logging: {
      debug: (...values) => log.debug({ values }, 'yoga'),
      info: (...values) => log.info({ values }, 'yoga'),
      warn: (...values) => log.warn({ values }, 'yoga'),
      error: (...values) => log.error({ values }, 'yoga'),
    },
    // What the plugins above do in place of yoga, or nobody is to do.
    maskedErrors: false,
    // No address ends with a space.
    healthCheckEndpoint: ' ',
    landingPage: false,
    graphiql: false,
    cors: false,
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    parserAndValidationCache: false,
  });

  // What cannot be read as an address never gets there. All else about the gateway is yoga's own.
  const handle = (...given: Parameters<typeof yoga>): unknown => {
    const [request, response] = given as unknown as [IncomingMessage, unknown];
    if (response instanceof ServerResponse) {
      closeWithConnection(request, response);
      if (refuseAddress(request, response, log)) return undefined;
    }
    return Reflect.apply(yoga, undefined, given);
  };
  return new Proxy(handle as typeof yoga, {
    get: (target, name) => Reflect.get(name in target ? target : yoga, name),
  });
};
