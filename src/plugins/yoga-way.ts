import type { ServerResponse } from 'node:http';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { OperationSteps } from './operation-steps.ts';
import { useCaller } from './use-caller.ts';
import { useErrors } from './use-errors.ts';
import { useEventStream } from './use-event-stream.ts';
import { type GraphiQLPageOptions, useGraphiQLPage } from './use-graphiql-page.ts';
import { useLeavingHeaders } from './use-leaving-headers.ts';
import { useOperations } from './use-operations.ts';
import { useOrigin } from './use-origin.ts';
import { useParams } from './use-params.ts';
import { useReply } from './use-reply.ts';
import { type RoutesOptions, useRoutes } from './use-routes.ts';
import { useSchemaEncoding } from './use-schema-encoding.ts';

export interface YogaWayOptions extends RoutesOptions {
  readonly steps: OperationSteps;
  /** Undefined where no page is shown. */
  readonly page: Omit<GraphiQLPageOptions, 'graphqlPath'> | undefined;
  /** The process ends. */
  readonly onDispose: () => Promise<void>;
}

/** A refusal as a result. What is none is a fault, and is masked for what it is. */
const refusalOf = (error: unknown): ExecutionResult => {
  if (error instanceof GraphQLError) return { errors: [error] };
  throw error;
};

/**
 * The way in for any HTTP request, and for any `Request` of the web: the steps of an operation as plugins of
 * graphql-yoga.
 */
export const createYogaWay = ({ steps, page, log, onDispose, ...routes }: YogaWayOptions) =>
  // Each phase has hooks of its own name; within a phase the plugins have their turn in the order of this list.
  createYoga({
    plugins: [
      // The answer leaves, whatever has made it (onResultProcess, then onResponse). These stand first, because an
      // operation begins with them too (onRequestParse): what is refused from here on is judged, and then told of as
      // the caller sees it.
      useErrors(steps.errors),
      useOperations(steps.observers),
      useReply(),
      useEventStream(),
      useLeavingHeaders(),

      // The request arrives (onRequest): a browser that wants the page, a probe, or a preflight ends here.
      ...(page ? [useGraphiQLPage({ ...page, graphqlPath: routes.graphqlPath })] : []),
      useRoutes({ ...routes, log }),

      // Who asks, by the headers alone, before anything of the body is read (onRequestParse).
      useOrigin(steps.origins),
      useCaller(steps.identifyCaller),
      useParams(steps.params),

      // The operation (onParams): its document is read or known, it is held against its limits, has its turn, and is
      // executed. Yoga's own way there, which it would go with a schema, has no part in it.
      {
        onParams: ({ setParamsHandler, context }) => {
          const { res: response } = context as { readonly res?: ServerResponse };
          setParamsHandler(({ params, request }) => steps.answer({ params, request, response }).catch(refusalOf));
        },
      },

      // The answer leaves, with all that was said of it above.
      useSchemaEncoding(),
      { onDispose },
    ],
    logging: {
      debug: (...values) => log.debug({ values }, 'yoga'),
      info: (...values) => log.info({ values }, 'yoga'),
      warn: (...values) => log.warn({ values }, 'yoga'),
      error: (...values) => log.error({ values }, 'yoga'),
    },
    // What the plugins above do in place of yoga, or nobody is to do.
    maskedErrors: false,
    // Turns graphql-yoga's own health check off: no address ends with a space.
    healthCheckEndpoint: ' ',
    landingPage: false,
    graphiql: false,
    cors: false,
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    parserAndValidationCache: false,
  });
