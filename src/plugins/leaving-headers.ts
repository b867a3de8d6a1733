import type { IncomingMessage } from 'node:http';
import { REQUEST_ID_HEADER, SECURITY_HEADERS } from '../http/answer-headers.ts';
import type { HttpRequest } from './http-request.ts';
import { recordOf } from './request-record.ts';

/** After these a client may still be sending a body that nobody reads. */
const UNREAD = new Set([403, 413, 415]);

/**
 * Who is refused by their headers alone may be sending for ever; a connection that is kept would have all of it read
 * and thrown away. A request without a body can be answered before Node says that it is complete.
 */
const isArriving = ({ complete, headers }: IncomingMessage): boolean =>
  !complete && ('transfer-encoding' in headers || !['0', undefined].includes(headers['content-length']));

/**
 * Whether the connection ends with an answer, since it came before the whole request had.
 *
 * @param message the request as it came in; undefined where no server of Node has brought it
 */
export const endsConnection = (status: number, message: IncomingMessage | undefined): boolean =>
  UNREAD.has(status) || (message !== undefined && isArriving(message));

/**
 * What every answer has, unless it says something else itself: the id of its request, and what tells browsers to make
 * nothing else of it than what it is.
 */
export const leavingHeaders = (request: HttpRequest): Record<string, string> => ({
  [REQUEST_ID_HEADER]: recordOf(request).requestId,
  ...SECURITY_HEADERS,
});
