import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { Plugin } from 'graphql-yoga';
import { checkType } from './content-type.ts';
import { checkAccept } from './media-type.ts';
import type { ReadParams } from './read-params.ts';

/** What graphql-yoga makes of a request to a server is a stream of Node's already, whatever its type says. */
const streamOf = (body: Request['body']): Readable | undefined => {
  if (body === null) return undefined;
  return body instanceof ReadableStream ? Readable.fromWeb(body as WebStream) : (body as unknown as Readable);
};

/**
 * Reads what a request asks for, in place of graphql-yoga's parsers. Those also read forms, and GraphQL in a GET of any
 * type; they replace bytes that are not UTF-8, and lead the body through three streams to bound it.
 */
export const useParams = (params: ReadParams): Plugin => ({
  onRequestParse: ({ request, setRequestParser }) => {
    const { method } = request;
    if (method !== 'GET' && method !== 'POST') return;
    checkType(request);
    checkAccept(request);
    setRequestParser((read) =>
      method === 'GET' ? params.ofQuery(read.url) : params.ofBody(read, streamOf(read.body)),
    );
  },
});
