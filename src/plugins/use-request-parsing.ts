import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import getRawBody, { type RawBodyError } from 'raw-body';
import type { RequestLimits } from '../config/request-limits.ts';
import { type ErrorCode, publicError } from '../graph/errors.ts';
import { brokenLimit } from './json-size.ts';

type BodyLimits = Pick<RequestLimits, 'maxBodyBytes' | 'maxJsonLevels' | 'maxJsonValues'>;

const refusal = (status: number, message: string, code: ErrorCode = 'BAD_REQUEST') =>
  publicError(code, message, { extensions: { http: { status } } });

const notJson = () => refusal(400, 'The body, `variables` and `extensions` must be JSON, and all of it UTF-8.');

/** UTF-8 alone: in UTF-7 and UTF-16 the bytes say something else to whoever checked them on the way. */
const JSON_UTF8 = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** What a browser sends without asking first is never of this type; and absent, on a GET, is what a plain client sends. */
const checkType = ({ method, headers }: Request): void => {
  const type = headers.get('content-type');
  if (method === 'GET' ? type !== null && !JSON_UTF8.test(type) : !JSON_UTF8.test(type ?? '')) {
    throw refusal(415, 'Send a POST as `content-type: application/json`, in UTF-8.');
  }
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') {
    // What it unpacks to has no bound that its length tells.
    throw refusal(415, 'Send the body as it is, without `content-encoding`.');
  }
};

const fromJson = (json: string, { maxJsonLevels, maxJsonValues }: BodyLimits): unknown => {
  const limits = { levels: maxJsonLevels, values: maxJsonValues };
  const broken = brokenLimit(json, limits);
  if (broken !== undefined) throw refusal(400, `The JSON of a request may have ${limits[broken]} ${broken} at most.`);
  try {
    return JSON.parse(json);
  } catch {
    throw notJson();
  }
};

const tooLong = (bytes: number) =>
  refusal(413, `The body of a request may have ${bytes} bytes at most.`, 'REQUEST_ENTITY_TOO_LARGE');

/** A client that leaves in the middle is no fault of ours. */
const endedEarly = () => publicError('REQUEST_ABORTED', 'The request ended before its body did.');

/** What graphql-yoga makes of a request to a server is a stream of Node's already, whatever its type says. */
const streamOf = (body: NonNullable<Request['body']>): Readable =>
  body instanceof ReadableStream ? Readable.fromWeb(body as WebStream) : (body as unknown as Readable);

const readBody = async ({ body, headers }: Request, limits: BodyLimits): Promise<GraphQLParams> => {
  const limit = limits.maxBodyBytes;
  if (Number(headers.get('content-length')) > limit) throw tooLong(limit);
  if (body === null) throw notJson();
  const bytes = await getRawBody(streamOf(body), { limit }).catch(({ type }: RawBodyError) => {
    throw type === 'entity.too.large' ? tooLong(limit) : endedEarly();
  });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notJson();
  }
  // Whatever it is, graphql-yoga looks at it next.
  return fromJson(text, limits) as GraphQLParams;
};

/** URLSearchParams replaces what is not UTF-8 by a letter of its own; so it is looked at before. */
const checkQuery = (query: string): void => {
  try {
    decodeURIComponent(query);
  } catch {
    throw notJson();
  }
  if (/[^\x20-\x7e]/.test(query)) throw notJson();
};

const readQuery = (request: Request, limits: BodyLimits): GraphQLParams => {
  const [, query = ''] = /\?([^#]*)/.exec(request.url) ?? [];
  checkQuery(query);
  const given = new URLSearchParams(query);
  const json = (name: string) => {
    const text = given.get(name);
    return text === null || text === '' ? undefined : (fromJson(text, limits) as Record<string, unknown>);
  };
  return {
    operationName: given.get('operationName') || undefined,
    query: given.get('query') || undefined,
    variables: json('variables'),
    extensions: json('extensions'),
  } as GraphQLParams;
};

/**
 * The one way in: a POST with JSON, or the query string of a GET. In place of graphql-yoga's, which read forms and GraphQL in a GET of any type,
 * letters that are none as others, and to bound the body copy the request and lead it through three streams.
 */
export const useRequestParsing = (limits: BodyLimits): Plugin => ({
  onRequestParse: ({ request, setRequestParser }) => {
    const { method } = request;
    if (method !== 'GET' && method !== 'POST') return;
    checkType(request);
    setRequestParser((read) => (method === 'GET' ? readQuery(read, limits) : readBody(read, limits)));
  },
});
