import { publicError } from '../graph/errors.ts';
import type { HttpRequest } from './http-request.ts';

const refusal = (message: string) => publicError('BAD_REQUEST', message, { extensions: { http: { status: 415 } } });

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/**
 * One media type with its parameters. A list of two is refused: a proxy that checked the request may have read the
 * other one.
 */
const JSON_TYPE = new RegExp(`^application/json\\s*(?:;\\s*(?:${TOKEN}\\s*=\\s*(?:${TOKEN}|"[^"\\\\]*")\\s*)?)*$`, 'i');
const CHARSET = /;\s*charset\s*=\s*("?)([^";\s]*)\1/gi;

/**
 * UTF-8 only: in UTF-7 or UTF-16 a proxy that checked the bytes would have read another text. Other parameters mean
 * nothing here.
 */
export const isJson = (type: string): boolean =>
  // As nearly all send it.
  type === 'application/json' ||
  (JSON_TYPE.test(type) && [...type.matchAll(CHARSET)].every(([, , charset = '']) => /^utf-?8$/i.test(charset)));

/**
 * CSRF: a browser sends JSON to another site only after a preflight. A GET may be without a type, as plain clients send
 * it.
 */
export const checkType = ({ method, headers }: HttpRequest): void => {
  const type = headers.get('content-type');
  if (method === 'GET' ? type !== null && !isJson(type) : !isJson(type ?? '')) {
    throw refusal('Send a POST as `content-type: application/json`, in UTF-8.');
  }
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') {
    // The length of a compressed body does not bound what it unpacks to (decompression bomb).
    throw refusal('Send the body as it is, without `content-encoding`.');
  }
};
