import { chooseEncoding, type Encoding, encode } from './encoding.ts';
import type { HttpRequest } from './http-request.ts';
import { recordOf } from './request-record.ts';

/** What is shorter is sent as soon as packed. The schema has half a million bytes. */
const PACKED_FROM = 32_768;

/**
 * The encoding for so many bytes of JSON: packed where they are many and were answered without a REST call, as the
 * schema is, which GraphiQL and code generators ask for. Nothing else: where data stand beside what a caller wrote, the
 * packed length tells something of them (BREACH).
 */
export const encodingOf = (request: HttpRequest, bytes: number): Encoding =>
  recordOf(request).isWithoutData && bytes >= PACKED_FROM
    ? chooseEncoding(request.headers.get('accept-encoding'))
    : 'identity';

/** A body in that encoding, and the headers that say so beside those that it has. */
export const packed = async (body: Buffer, headers: Readonly<Record<string, string>>, encoding: Encoding) => {
  const bytes = new Uint8Array(await encode(body, encoding));
  return {
    bytes,
    headers: {
      ...headers,
      'content-encoding': encoding,
      'content-length': String(bytes.length),
      vary: headers.vary === undefined ? 'accept-encoding' : `${headers.vary}, accept-encoding`,
    },
  };
};
