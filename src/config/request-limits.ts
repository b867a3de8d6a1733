import { z } from 'zod';
import { wholeNumber } from './variables.ts';

/** What one request, and all of them at once, may take of this process. */
export interface RequestLimits {
  /** The most REST calls that one operation may cost at worst. */
  readonly maxRestCalls: number;
  /** The most mutations in one operation. */
  readonly maxMutations: number;
  /** The largest `first` or `last`. */
  readonly maxPageSize: number;
  /** The longest body of a request. */
  readonly maxBodyBytes: number;
  /** The most levels of lists and objects in its JSON. */
  readonly maxJsonLevels: number;
  /** The most values in its JSON, variables among them. */
  readonly maxJsonValues: number;
  /** The longest document, in characters. */
  readonly maxDocumentCharacters: number;
  /** The most names, numbers, strings and signs in a document. */
  readonly maxTokens: number;
  /** The most levels of fields within fields. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  /** The most fields of an operation itself. */
  readonly maxRootFields: number;
  /** The most errors in one answer. */
  readonly maxErrors: number;
  /** Heap for documents that have been parsed before. */
  readonly documentCacheBytes: number;
  /** How long a client may take to send a request. */
  readonly requestTimeoutMs: number;
  /** How long an operation may take from there on. */
  readonly operationTimeoutMs: number;
  /** The most operations that are executed at once. */
  readonly maxOperations: number;
  /** The most that wait until it is their turn. */
  readonly operationQueue: number;
  /** How long one may wait. */
  readonly operationQueueWaitMs: number;
}

export const requestLimitVariables = {
  MAX_REST_CALLS: wholeNumber(1, 100_000, 200),
  MAX_MUTATIONS: wholeNumber(1, 100, 5),
  MAX_PAGE_SIZE: wholeNumber(1, 10_000, 1000),
  MAX_BODY_BYTES: wholeNumber(1, 100_000_000, 262_144),
  MAX_JSON_LEVELS: wholeNumber(3, 1000, 64),
  MAX_JSON_VALUES: wholeNumber(3, 1_000_000, 10_000),
  MAX_DOCUMENT_CHARACTERS: wholeNumber(1, 10_000_000, 100_000),
  // A parser that goes down further than this meets the end of the stack.
  MAX_TOKENS: wholeNumber(1, 10_000, 2000),
  MAX_DEPTH: wholeNumber(1, 100, 12),
  MAX_ALIASES: wholeNumber(0, 10_000, 200),
  MAX_DIRECTIVES: wholeNumber(0, 10_000, 50),
  MAX_ROOT_FIELDS: wholeNumber(1, 10_000, 200),
  MAX_ERRORS: wholeNumber(1, 10_000, 100),
  DOCUMENT_CACHE_BYTES: wholeNumber(1, 999_999_999, 33_554_432),
  REQUEST_TIMEOUT_MS: wholeNumber(100, 600_000, 10_000),
  OPERATION_TIMEOUT_MS: wholeNumber(100, 600_000, 25_000),
  MAX_OPERATIONS: wholeNumber(1, 100_000, 256),
  OPERATION_QUEUE: wholeNumber(0, 100_000, 512),
  OPERATION_QUEUE_WAIT_MS: wholeNumber(0, 20_000, 2000),
};

const variables = z.object(requestLimitVariables);

export const requestLimits = (given: z.output<typeof variables>): RequestLimits => ({
  maxRestCalls: given.MAX_REST_CALLS,
  maxMutations: given.MAX_MUTATIONS,
  maxPageSize: given.MAX_PAGE_SIZE,
  maxBodyBytes: given.MAX_BODY_BYTES,
  maxJsonLevels: given.MAX_JSON_LEVELS,
  maxJsonValues: given.MAX_JSON_VALUES,
  maxDocumentCharacters: given.MAX_DOCUMENT_CHARACTERS,
  maxTokens: given.MAX_TOKENS,
  maxDepth: given.MAX_DEPTH,
  maxAliases: given.MAX_ALIASES,
  maxDirectives: given.MAX_DIRECTIVES,
  maxRootFields: given.MAX_ROOT_FIELDS,
  maxErrors: given.MAX_ERRORS,
  documentCacheBytes: given.DOCUMENT_CACHE_BYTES,
  requestTimeoutMs: given.REQUEST_TIMEOUT_MS,
  operationTimeoutMs: given.OPERATION_TIMEOUT_MS,
  maxOperations: given.MAX_OPERATIONS,
  operationQueue: given.OPERATION_QUEUE,
  operationQueueWaitMs: given.OPERATION_QUEUE_WAIT_MS,
});
