import { IncomingMessage, ServerResponse } from 'node:http';
import { isJson } from '../plugins/content-type.ts';
import { type JsonType, jsonTypeOf, takesEvents } from '../plugins/media-type.ts';

/** With what a framework has made of it: the address before it was mounted somewhere, and the body that it has read. */
type Message = IncomingMessage & { readonly originalUrl?: string; readonly body?: unknown };

/** Nobody has begun to read it, or has made something else of it than bytes. */
const isUntouched = (message: Message): boolean =>
  message.body === undefined && !message.readableDidRead && message.readableEncoding === null && message.readable;

/**
 * The media type of the answer to a plain request, which nearly all are: a POST of JSON to exactly the graph's path,
 * from a client that accepts JSON and no stream. Undefined for any other request.
 */
export const plainPost = (message: Message, response: ServerResponse, graphqlPath: string): JsonType | undefined => {
  if (message.method !== 'POST' || (message.originalUrl ?? message.url) !== graphqlPath) return undefined;
  const { accept = null, host, 'content-type': type } = message.headers;
  if (!host || type === undefined || !isJson(type) || takesEvents(accept)) return undefined;
  // What only looks like a request of Node's own, such as one of HTTP/2, has ways of its own.
  if (!(message instanceof IncomingMessage && response instanceof ServerResponse)) return undefined;
  return isUntouched(message) ? jsonTypeOf(accept) : undefined;
};
