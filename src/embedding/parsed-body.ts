import type { IncomingMessage } from 'node:http';

/** With what a framework has read of it. */
type ParsedMessage = IncomingMessage & { body?: unknown };

/**
 * What is read in place of a body that has been read before, when nothing was made of it: it is no JSON, and refused as
 * such.
 */
const NOTHING = ' ';

const textOf = ({ body, method = 'GET', headers, readableDidRead }: ParsedMessage): string | Uint8Array | undefined => {
  // Of another type, such as a form that a page of any site can send, it is left out, and the request refused for its
  // type.
  if (method === 'GET' || method === 'HEAD' || !/json/i.test(headers['content-type'] ?? '')) return undefined;
  if (body === undefined) return readableDidRead ? NOTHING : undefined;
  if (typeof body === 'string' || body instanceof Uint8Array) return body.length > 0 ? body : NOTHING;
  return JSON.stringify(body);
};

/**
 * The request with its body as it was sent, where a framework has read and parsed it: so the same limits hold as for
 * any other.
 */
export const withParsedBody = (request: ParsedMessage): IncomingMessage => {
  const text = textOf(request);
  if (text !== undefined || request.body !== undefined) request.body = text;
  return request;
};
