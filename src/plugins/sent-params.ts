import type { GraphQLParams } from 'graphql-yoga';
import { publicError } from '../graph/errors.ts';
import type { PersistedDocuments } from './persisted-documents.ts';
import { badRequest } from './request-json.ts';

/** What a request says, with the id of a document in place of the document or beside it. */
export interface SentParams extends GraphQLParams {
  readonly documentId?: unknown;
}

const noBatch = () =>
  badRequest(
    'Batching is off: send each operation in a request of its own. In a batch one request would do the work of many, past every limit.',
  );

/**
 * The parameters that the specification knows, as an absent one where it is empty. Others are no concern of ours. What
 * is no object is refused later.
 */
export const sentParams = (json: unknown): SentParams => {
  if (Array.isArray(json)) throw noBatch();
  if (typeof json !== 'object' || json === null) return json as unknown as SentParams;
  const { query, operationName, variables, extensions, documentId } = json as SentParams;
  return {
    query,
    operationName: operationName === '' ? undefined : operationName,
    variables,
    extensions,
    documentId,
  } as SentParams;
};

/**
 * Whether only the hash of a document was sent (automatic persisted queries). No document is kept by its hash here: any
 * caller could fill what all of them use, and a document that is known by its text costs nothing to read.
 */
const isHashAlone = ({ query, extensions }: GraphQLParams): boolean =>
  !query && typeof extensions === 'object' && extensions !== null && Boolean(extensions.persistedQuery);

/** How a document is named that is not sent: by GraphQL over HTTP, else as Apollo's clients do. */
const idOf = ({ documentId, extensions }: SentParams): unknown =>
  documentId ?? (extensions?.persistedQuery as { readonly sha256Hash?: unknown } | undefined)?.sha256Hash;

/** Worded as its clients look for it; they send the document then, and no hash any more. */
const hashesNotSupported = () => publicError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');

const noDocument = () => badRequest('Send the document as `query`.');

/** The parameters with the document that is meant. */
export const withDocument = (sent: SentParams, documents: PersistedDocuments | undefined): GraphQLParams => {
  if (typeof sent !== 'object' || sent === null) return sent;
  const { query, operationName, variables, extensions, documentId } = sent;
  const meaning = (text: string): GraphQLParams =>
    ({ query: text, operationName, variables, extensions }) as GraphQLParams;
  const isNamed = isHashAlone(sent) || (!query && documentId !== undefined && documentId !== null);
  if (documents !== undefined && isNamed) return meaning(documents.textOf(idOf(sent)));
  if (isHashAlone(sent)) throw hashesNotSupported();
  if (query === null || query === undefined) throw noDocument();
  return meaning(query);
};
