import {
  answers,
  cutShort,
  drips,
  type Fault,
  hangs,
  htmlPage,
  jsonText,
  lengthTooSmall,
  lockTimeout,
  noContent,
  rateLimited,
  raw,
  refuses,
  resets,
  resetsInBody,
  serverError,
} from '../faulty-upstream/faults.ts';

export const STRANGE = '{"id":"obj_1","object":"thing"}';
const INVALID = { type: 'invalid_request_error' };

/** What can happen to an answer whether or not the request was carried out; asking again helps. */
export const PASSING: readonly [string, Fault][] = [
  ['a reset', resets()],
  ['a reset in the body', resetsInBody()],
  ['the end of the connection', raw('')],
  ['a body cut short of its length', cutShort('length')],
  ['a body cut short of its length as the connection closes', cutShort('length', false)],
  ['a body cut short of its chunks', cutShort('chunked')],
  ['a body cut short where the connection closes', cutShort('close')],
  ['a body longer than its length', lengthTooSmall()],
  ['500', serverError(500)],
  ['502', serverError(502)],
  ['503', serverError(503)],
  ['504', serverError(504)],
  ['500 that may be repeated', serverError(500, { 'stripe-should-retry': 'true' })],
  ['a page of HTML under 502', htmlPage(502)],
  ['a page of HTML under 200', htmlPage(200)],
  ['a page of HTML under 404', htmlPage(404)],
  ['JSON that ends early', jsonText('{"id":"trr_1')],
  ['JSON null', jsonText('null')],
  ['a JSON list', jsonText('[]')],
  ['an error object under 200', jsonText('{"error":{"type":"api_error"}}')],
  ['an empty body', jsonText('')],
  ['204', noContent()],
  ['an object of another kind', jsonText(STRANGE)],
  ['an empty object', jsonText('{}')],
  ['a protocol of another kind', raw('HTTP/9.9 200 OK\r\n\r\n')],
  ['no protocol at all', raw('\0\0\0\0')],
  ['no answer at all', hangs()],
  ['an answer that never ends', drips(5)],
];

/**
 * What a call with the same key may meet when the first one is done already. Of all but the last REST has not looked at
 * the key yet. A key in use is not among them: that is waited for.
 */
export const LATER: readonly [string, Fault][] = [
  ['429', rateLimited()],
  ['429 of a lock', lockTimeout()],
  ['401', refuses(401, INVALID)],
  ['403', refuses(403, { ...INVALID, code: 'more_permissions_required' })],
  ['404 of a proxy, as JSON', answers(404, { error: { type: 'not_found', message: 'no route' } })],
  ['404 of a proxy, as a page', answers(404, '<h1>Not Found</h1>', { 'content-type': 'text/html' })],
  ['404 of an unknown address', refuses(404, INVALID)],
  ['409 without a code', refuses(409, INVALID)],
  ['409 of the key, without a code', refuses(409, { type: 'idempotency_error' })],
  ['409 of a lock', refuses(409, { ...INVALID, code: 'lock_timeout' })],
  ['503', serverError(503)],
];
