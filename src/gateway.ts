import type { IncomingMessage, ServerResponse } from 'node:http';
import { createIdentify, type IdentifyOptions } from './auth/identify.ts';
import type { Identify } from './auth/identity.ts';
import { gatewayKeyProblems } from './config/key-use.ts';
import { ConfigError } from './config-error.ts';
import { createDirectWay } from './direct/direct-way.ts';
import { plainPost } from './direct/plain-post.ts';
import { ownDataExamples } from './example-operations/own-data-examples.ts';
import { sandboxExamples } from './example-operations/sandbox-examples.ts';
import type { GatewayOptions } from './gateway-options.ts';
import type { Context } from './graph/operation/context.ts';
import { createContext } from './graph/operation/create-context.ts';
import { CallRecord } from './graph/read/call-record.ts';
import { Sheds } from './overload/sheds.ts';
import { createAnswer } from './plugins/answer-operation.ts';
import { closeWithConnection } from './plugins/close-with-connection.ts';
import { DocumentCache } from './plugins/document-cache.ts';
import { EventStreams } from './plugins/event-streams.ts';
import { createExecute } from './plugins/execute-operation.ts';
import { explanationOf } from './plugins/explanation.ts';
import type { HttpRequest } from './plugins/http-request.ts';
import { createIdentifyCaller } from './plugins/identify-caller.ts';
import { OperationSlots } from './plugins/operation-slots.ts';
import type { OperationSteps } from './plugins/operation-steps.ts';
import { OriginCheck } from './plugins/origin-check.ts';
import { readPersistedDocuments } from './plugins/persisted-documents.ts';
import { pollEvents } from './plugins/poll-events.ts';
import { createValidate } from './plugins/read-document.ts';
import { createReadParams } from './plugins/read-params.ts';
import { refuseAddress } from './plugins/refuse-address.ts';
import { recordOf } from './plugins/request-record.ts';
import { checkSignatureBy } from './plugins/router-signature.ts';
import { createSubscribe } from './plugins/subscribe-operation.ts';
import { createYogaWay } from './plugins/yoga-way.ts';
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

/**
 * The gateway as a request handler that listens nowhere. Dispose of it to close its connections to the REST API.
 *
 * @throws ConfigError when a live key would go over http, a key and an account do not fit, or a file or a type that it
 * needs is wrong
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
    request: HttpRequest,
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

  // What every operation goes through, and the two ways in.
  const steps: OperationSteps = {
    observers,
    origins: new OriginCheck({
      corsOrigins: options.corsOrigins,
      loopbackNamesOnly: options.loopbackNamesOnly ?? false,
    }),
    identifyCaller: createIdentifyCaller({ identify, log }),
    params: createReadParams({
      limits: options,
      documents,
      checkSignature: options.routerSecret ? checkSignatureBy(options.routerSecret) : undefined,
    }),
    answer,
    errors: { log, hideHints, maxErrors: options.maxErrors },
  };
  const yoga = createYogaWay({
    steps,
    graphqlPath,
    isReady: () => options.isReady() && !client.isShedding && !sheds.areMany(performance.now()),
    page: options.graphiql
      ? {
          title: 'Stripe GraphQL gateway',
          examples: options.isSandbox ? sandboxExamples : ownDataExamples,
          explains: options.explain,
        }
      : undefined,
    log,
    onDispose: async () => {
      poller?.close();
      await client.close();
    },
  });
  const answerDirectly = createDirectWay(steps, log);

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    closeWithConnection(message, response);
    // What cannot be read as an address gets no further.
    if (refuseAddress(message, response, log)) return;
    const type = plainPost(message, response, graphqlPath);
    await (type === undefined ? yoga(message, response) : answerDirectly(message, response, type));
  };
  const { fetch, dispose } = yoga;
  return Object.assign(handle, { fetch, dispose, [Symbol.asyncDispose]: dispose });
};
