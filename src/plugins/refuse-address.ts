import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { REQUEST_ID_HEADER } from '../http/answer-headers.ts';
import { badRequestAnswer } from '../http/bad-request-answer.ts';
import { isHost, isPath } from './address.ts';
import { requestIdOf } from './request-record.ts';

/** How many Host headers there are: of several, this server and a proxy in front could each believe another one. */
const hostsIn = (rawHeaders: readonly string[]): number => {
  let hosts = 0;
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const name = rawHeaders[n];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts;
};

const problemOf = ({ url = '', headers: { host }, rawHeaders, httpVersion }: IncomingMessage): string | undefined => {
  if (host === undefined && httpVersion === '1.1') return 'The header `Host` is missing.';
  if (hostsIn(rawHeaders) > 1) return 'The header `Host` is there more than once.';
  if (host !== undefined && host !== '' && !isHost(host)) return 'The header `Host` is not the name of a host.';
  return isPath(url) ? undefined : 'The address of the request is not a path.';
};

/**
 * Refuses a request whose address cannot be read, and tells whether it has. No plugin can: the adapter makes an address
 * of it before the first one has its turn, and would answer with the stack of what it then throws.
 */
export const refuseAddress = (request: IncomingMessage, response: ServerResponse, log: Logger): boolean => {
  const message = problemOf(request);
  if (message === undefined) return false;
  const sent = request.headers[REQUEST_ID_HEADER];
  const requestId = requestIdOf(typeof sent === 'string' ? sent : '');
  const { headers, body } = badRequestAnswer(message, requestId);
  log.warn({ requestId, codes: ['BAD_REQUEST'] }, 'request refused');
  response.writeHead(400, { ...headers }).end(body);
  return true;
};
