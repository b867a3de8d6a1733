import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGateway as createHandler } from '../gateway.ts';
import { createLog } from '../telemetry/log.ts';
import { LogDestination } from '../telemetry/log-destination.ts';
import { openSink } from '../telemetry/log-sink.ts';
import { withParsedBody } from './parsed-body.ts';
import type { createGateway as CreateGateway } from './public.ts';
import { readOptions } from './read-options.ts';

const STANDARD_ERROR = 2;

/**
 * Frameworks look whether an answer is a Response of the platform's own; what the gateway makes is one of a library's.
 */
const asResponse = async (answer: Response): Promise<Response> => {
  const { status, headers } = answer;
  const body = await answer.arrayBuffer();
  // Without a body some statuses are nothing else, such as 204.
  return new Response(body.byteLength > 0 ? body : null, { status, headers: [...headers] });
};

export const createGateway: typeof CreateGateway = (options) => {
  const { log, isReady, loopbackNamesOnly, ...settings } = options;
  const config = readOptions(settings);
  const gateway = createHandler({
    ...config,
    secretKey: config.secretKey ?? '',
    restBudget: config,
    loopbackNamesOnly: loopbackNamesOnly ?? config.auth.way === 'none',
    isReady: isReady ?? (() => true),
    log: log ?? createLog('warn', new LogDestination(openSink(STANDARD_ERROR))),
  });
  const dispose = async (): Promise<void> => {
    await gateway.dispose();
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    await gateway(withParsedBody(request), response);
  };
  return Object.assign(handle, {
    fetch: async (request: Request) => asResponse(await gateway.fetch(request)),
    dispose,
    [Symbol.asyncDispose]: dispose,
  });
};
