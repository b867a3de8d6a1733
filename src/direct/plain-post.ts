import { IncomingMessage, ServerResponse } from 'node:http';
import { isJson } from '../plugins/content-type.ts';
import { type JsonType, jsonTypeOf, takesEvents } from '../plugins/media-type.ts';

/** With what a framework has made of it: the address before it was mounted somewhere, and the body that it has read. */
type Message = IncomingMessage & { readonly originalUrl?: string; readonly body?: unknown };

/** Nobody has begun to read it, or has made something else of it than bytes. */
const isUntouched = (message: Message): boolean =>
  message.body === undefined && !message.readableDidRead && message.readableEncoding === null && message.readable;

/**
 * As what a request is answered if it is a plain one, which nearly all are: a POST of JSON, right at the graph's path, from whoever takes JSON and
 * no stream. Undefined for any other.
 */
export const plainPost = (message: Message, response: ServerResponse, graphqlPath: string): JsonType | undefined => {
  if (message.method !== 'POST' || (message.originalUrl ?? message.url) !== graphqlPath) return undefined;
  const { accept = null, host, 'content-type': type } = message.headers;
  if (!host || type === undefined || !isJson(type) || takesEvents(accept)) return undefined;
  // What only looks like a request of Node's own, such as one of HTTP/2, has ways of its own.
  if (!(message instanceof IncomingMessage && response instanceof ServerResponse)) return undefined;
  return isUntouched(message) ? jsonTypeOf(accept) : undefined;
};
