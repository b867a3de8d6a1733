import { publicError } from '../graph/errors.ts';
import type { HttpRequest } from './http-request.ts';

const refusal = (message: string) => publicError('BAD_REQUEST', message, { extensions: { http: { status: 415 } } });

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/** One media type with its parameters. A second one after a comma is what whoever checked it on the way may have gone by. */
const JSON_TYPE = new RegExp(`^application/json\\s*(?:;\\s*(?:${TOKEN}\\s*=\\s*(?:${TOKEN}|"[^"\\\\]*")\\s*)?)*$`, 'i');
const CHARSET = /;\s*charset\s*=\s*("?)([^";\s]*)\1/gi;

/** UTF-8 alone: in UTF-7 and UTF-16 the bytes say something else to whoever checked them on the way. Other parameters mean nothing here. */
export const isJson = (type: string): boolean =>
  // As nearly all send it.
  type === 'application/json' ||
  (JSON_TYPE.test(type) && [...type.matchAll(CHARSET)].every(([, , charset = '']) => /^utf-?8$/i.test(charset)));

/** What a browser sends without asking first is never of this type; and absent, on a GET, is what a plain client sends. */
export const checkType = ({ method, headers }: HttpRequest): void => {
  const type = headers.get('content-type');
  if (method === 'GET' ? type !== null && !isJson(type) : !isJson(type ?? '')) {
    throw refusal('Send a POST as `content-type: application/json`, in UTF-8.');
  }
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') {
    // What it unpacks to has no bound that its length tells.
    throw refusal('Send the body as it is, without `content-encoding`.');
  }
};
