import { type SettingsOf, wholeNumber } from './setting.ts';

export const requestLimits = {
  maxRestCalls: wholeNumber(
    'MAX_REST_CALLS',
    { from: 1, to: 100_000, otherwise: 200 },
    'The most REST calls that one operation may cost at worst.',
  ),
  maxValues: wholeNumber(
    'MAX_VALUES',
    { from: 1, to: 100_000_000, otherwise: 500_000 },
    'The most values (objects and leaves) that one answer may hold at worst. Metadata counts as the 100 texts that it can be.',
  ),
  maxAnswerBytes: wholeNumber(
    'MAX_ANSWER_BYTES',
    { from: 1024, to: 999_999_999, otherwise: 8_388_608 },
    'The longest answer of an operation, without its errors: beyond it a query ends, and what a mutation has made is not shown.',
  ),
  maxReadBytes: wholeNumber(
    'MAX_READ_BYTES',
    { from: 1024, to: 999_999_999, otherwise: 33_554_432 },
    'The most bytes of answers of the REST API that one operation may read.',
  ),
  maxHeldBytes: wholeNumber(
    'MAX_HELD_BYTES',
    { from: 1024, to: 999_999_999, otherwise: 134_217_728 },
    'Memory for what all operations in hand have read, and for their answers in the making; a caller of several has half of it at most. The first 262,144 bytes of each do not count.',
  ),
  maxMutations: wholeNumber(
    'MAX_MUTATIONS',
    { from: 1, to: 100, otherwise: 5 },
    'The most mutations in one operation.',
  ),
  maxPageSize: wholeNumber(
    'MAX_PAGE_SIZE',
    { from: 1, to: 10_000, otherwise: 1000 },
    'The largest `first` or `last`, and the most `ids` or representations in one list.',
  ),
  maxBodyBytes: wholeNumber(
    'MAX_BODY_BYTES',
    { from: 1, to: 100_000_000, otherwise: 262_144 },
    'The longest body of a request.',
  ),
  maxJsonLevels: wholeNumber(
    'MAX_JSON_LEVELS',
    { from: 3, to: 1000, otherwise: 64 },
    'The most levels of lists and objects in the JSON of a request.',
  ),
  maxJsonValues: wholeNumber(
    'MAX_JSON_VALUES',
    { from: 3, to: 1_000_000, otherwise: 10_000 },
    'The most values in it: a thousand ids in a variable are a thousand.',
  ),
  maxDocumentCharacters: wholeNumber(
    'MAX_DOCUMENT_CHARACTERS',
    { from: 1, to: 10_000_000, otherwise: 100_000 },
    'The longest document, with its spaces and comments. Long values belong in variables.',
  ),
  maxTokens: wholeNumber(
    'MAX_TOKENS',
    // A parser that goes down further than this meets the end of the stack.
    { from: 1, to: 10_000, otherwise: 2000 },
    'The most names, numbers, strings and signs in a document.',
  ),
  maxDepth: wholeNumber(
    'MAX_DEPTH',
    { from: 1, to: 100, otherwise: 12 },
    'The most levels of fields within fields. Introspection does not count.',
  ),
  maxAliases: wholeNumber(
    'MAX_ALIASES',
    { from: 0, to: 10_000, otherwise: 200 },
    'The most aliases in an operation, each as often as its fragment is used.',
  ),
  maxDirectives: wholeNumber(
    'MAX_DIRECTIVES',
    { from: 0, to: 10_000, otherwise: 50 },
    'The most directives in a document.',
  ),
  maxRootFields: wholeNumber(
    'MAX_ROOT_FIELDS',
    { from: 1, to: 10_000, otherwise: 200 },
    'The most fields of an operation itself.',
  ),
  maxErrors: wholeNumber('MAX_ERRORS', { from: 1, to: 10_000, otherwise: 100 }, 'The most errors in one answer.'),
  documentCacheBytes: wholeNumber(
    'DOCUMENT_CACHE_BYTES',
    { from: 1, to: 999_999_999, otherwise: 33_554_432 },
    'Memory for documents that have been parsed before.',
  ),
  requestTimeoutMs: wholeNumber(
    'REQUEST_TIMEOUT_MS',
    { from: 100, to: 600_000, otherwise: 10_000 },
    'How long a client may take to send a request.',
  ),
  operationTimeoutMs: wholeNumber(
    'OPERATION_TIMEOUT_MS',
    { from: 100, to: 600_000, otherwise: 25_000 },
    'How long an operation may take from there on. Then its reads end, and no further mutation is sent; one that has been sent is waited for.',
  ),
  maxOperations: wholeNumber(
    'MAX_OPERATIONS',
    { from: 1, to: 100_000, otherwise: 256 },
    'The most operations that are executed at once. A fifth is kept for mutations.',
  ),
  maxOperationsPerCaller: wholeNumber(
    'MAX_OPERATIONS_PER_CALLER',
    { from: 1, to: 100_000, otherwise: 64 },
    'The most operations that one caller may have in hand, in each worker and replica; no such limit holds while `AUTH` is `none`, where all are one caller.',
  ),
  operationQueue: wholeNumber(
    'OPERATION_QUEUE',
    { from: 0, to: 100_000, otherwise: 512 },
    'The most queries, and the most mutations, that wait until it is their turn.',
  ),
  operationQueueWaitMs: wholeNumber(
    'OPERATION_QUEUE_WAIT_MS',
    { from: 0, to: 20_000, otherwise: 2000 },
    'How long one may wait. Then it is `OVERLOADED`, with status 503.',
  ),
};

/** What one request, and all of them at once, may take of this process. */
export type RequestLimits = SettingsOf<typeof requestLimits>;
