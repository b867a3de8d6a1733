import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import getRawBody, { type RawBodyError } from 'raw-body';
import type { RequestLimits } from '../config/request-limits.ts';
import { type ErrorCode, publicError } from '../graph/errors.ts';
import { brokenLimit } from './json-size.ts';
import type { PersistedDocuments } from './persisted-documents.ts';
import type { CheckSignature } from './router-signature.ts';

type BodyLimits = Pick<RequestLimits, 'maxBodyBytes' | 'maxJsonLevels' | 'maxJsonValues'>;

const refusal = (status: number, message: string, code: ErrorCode = 'BAD_REQUEST') =>
  publicError(code, message, { extensions: { http: { status } } });

const notJson = () => refusal(400, 'The body, `variables` and `extensions` must be JSON, and all of it UTF-8.');

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/** One media type with its parameters. A second one after a comma is what whoever checked it on the way may have gone by. */
const JSON_TYPE = new RegExp(`^application/json\\s*(?:;\\s*(?:${TOKEN}\\s*=\\s*(?:${TOKEN}|"[^"\\\\]*")\\s*)?)*$`, 'i');
const CHARSET = /;\s*charset\s*=\s*("?)([^";\s]*)\1/gi;

/** UTF-8 alone: in UTF-7 and UTF-16 the bytes say something else to whoever checked them on the way. Other parameters mean nothing here. */
const isJson = (type: string): boolean =>
  // As nearly all send it.
  type === 'application/json' ||
  (JSON_TYPE.test(type) && [...type.matchAll(CHARSET)].every(([, , charset = '']) => /^utf-?8$/i.test(charset)));

/** What a browser sends without asking first is never of this type; and absent, on a GET, is what a plain client sends. */
const checkType = ({ method, headers }: Request): void => {
  const type = headers.get('content-type');
  if (method === 'GET' ? type !== null && !isJson(type) : !isJson(type ?? '')) {
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

const UTF8 = new TextDecoder('utf-8', { fatal: true });

const tooLong = (bytes: number) =>
  refusal(413, `The body of a request may have ${bytes} bytes at most.`, 'REQUEST_ENTITY_TOO_LARGE');

/** A client that leaves in the middle is no fault of ours. */
const endedEarly = () => publicError('REQUEST_ABORTED', 'The request ended before its body did.');

/** What graphql-yoga makes of a request to a server is a stream of Node's already, whatever its type says. */
const streamOf = (body: NonNullable<Request['body']>): Readable =>
  body instanceof ReadableStream ? Readable.fromWeb(body as WebStream) : (body as unknown as Readable);

const noBatch = () =>
  refusal(
    400,
    'Batching is off: send each operation in a request of its own. In a batch one request would do the work of many, past every limit.',
  );

/** What a request says, with the id of a document in place of the document or beside it. */
interface Params extends GraphQLParams {
  readonly documentId?: unknown;
}

/**
 * The parameters that the specification knows, as an absent one where it is empty. Others are no concern of ours. What is no object yoga
 * refuses next.
 */
const paramsOf = (json: unknown): Params => {
  if (Array.isArray(json)) throw noBatch();
  if (typeof json !== 'object' || json === null) return json as unknown as Params;
  const { query, operationName, variables, extensions, documentId } = json as Params;
  return {
    query,
    operationName: operationName === '' ? undefined : operationName,
    variables,
    extensions,
    documentId,
  } as Params;
};

/**
 * Whether only the hash of a document was sent (automatic persisted queries). No document is kept by its hash here: any caller could fill what
 * all of them use, and a document that is known by its text costs nothing to read.
 */
const isHashAlone = ({ query, extensions }: GraphQLParams): boolean =>
  !query && typeof extensions === 'object' && extensions !== null && Boolean(extensions.persistedQuery);

/** How a document is named that is not sent: by GraphQL over HTTP, else as Apollo's clients do. */
const idOf = ({ documentId, extensions }: Params): unknown =>
  documentId ?? (extensions?.persistedQuery as { readonly sha256Hash?: unknown } | undefined)?.sha256Hash;

/** Worded as its clients look for it; they send the document then, and no hash any more. */
const hashesNotSupported = () => publicError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');

const noDocument = () => refusal(400, 'Send the document as `query`.');

/** The parameters with the document that is meant. */
const withDocument = (params: Params, documents: PersistedDocuments | undefined): GraphQLParams => {
  if (typeof params !== 'object' || params === null) return params;
  const { documentId, ...others } = params;
  const isNamed = isHashAlone(params) || (!params.query && documentId !== undefined && documentId !== null);
  if (documents !== undefined && isNamed) return { ...others, query: documents.textOf(idOf(params)) };
  if (isHashAlone(params)) throw hashesNotSupported();
  if (params.query === null || params.query === undefined) throw noDocument();
  return others;
};

const readBody = async ({ body, headers }: Request, limits: BodyLimits): Promise<Params> => {
  const limit = limits.maxBodyBytes;
  if (Number(headers.get('content-length')) > limit) throw tooLong(limit);
  if (body === null) throw notJson();
  const bytes = await getRawBody(streamOf(body), { limit }).catch(({ type }: RawBodyError) => {
    throw type === 'entity.too.large' ? tooLong(limit) : endedEarly();
  });
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    throw notJson();
  }
  return paramsOf(fromJson(text, limits));
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

const readQuery = (request: Request, limits: BodyLimits): Params => {
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
    documentId: given.get('documentId') || undefined,
  } as Params;
};

/**
 * The one way in: a POST with JSON, or the query string of a GET. In place of graphql-yoga's, which read forms and GraphQL in a GET of any type,
 * letters that are none as others, and to bound the body copy the request and lead it through three streams.
 */
export const useRequestParsing = (
  limits: BodyLimits,
  documents: PersistedDocuments | undefined,
  checkSignature: CheckSignature | undefined,
): Plugin => ({
  onRequestParse: ({ request, setRequestParser }) => {
    const { method } = request;
    if (method !== 'GET' && method !== 'POST') return;
    checkType(request);
    setRequestParser(async (read) => {
      const params = method === 'GET' ? readQuery(read, limits) : await readBody(read, limits);
      checkSignature?.(params);
      return withDocument(params, documents);
    });
  },
});
