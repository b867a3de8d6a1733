import { GraphQLError, type GraphQLSchema, Kind } from 'graphql';
import { readJsonFile } from '../auth/json-file.ts';
import type { DocumentSettings } from '../config/document-settings.ts';
import type { RequestLimits } from '../config/request-limits.ts';
import { ConfigError } from '../config-error.ts';
import type { Caller } from '../graph/caller.ts';
import { publicError } from '../graph/errors.ts';
import type { DocumentLimits } from './document-limits.ts';
import { bareId, digestOf, type ManifestEntry, readManifest } from './document-manifest.ts';
import type { KnownDocument, KnownOperation } from './known-document.ts';
import { judgePrepared, type OperationLimits } from './operation-limits.ts';
import { readDocument, type Validate } from './read-document.ts';
import { smallestVariables } from './smallest-variables.ts';

export interface PersistedOptions extends DocumentSettings, DocumentLimits, OperationLimits {
  readonly maxPageSize: RequestLimits['maxPageSize'];
  readonly schema: GraphQLSchema;
  readonly validate: Validate;
}

/** Worded as its clients look for it. */
const notFound = () => publicError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');

const notByText = (what: string) =>
  publicError(
    'FORBIDDEN',
    `This gateway executes ${what} that are known to it beforehand: send the \`documentId\` of one. To send text needs the scope \`documents:any\`.`,
  );

/** Documents that are known before anyone sends them, and who may send others. */
export class PersistedDocuments {
  readonly #texts = new Map<string, string>();
  readonly #documents = new Map<string, KnownDocument>();
  readonly #only: DocumentSettings['persistedOnly'];

  constructor(only: DocumentSettings['persistedOnly']) {
    this.#only = only;
  }

  add({ id, text }: ManifestEntry, document: KnownDocument): void {
    this.#documents.set(text, document);
    this.#texts.set(digestOf(text), text);
    this.#texts.set(bareId(id), text);
  }

  /** The text under the id in a file, or under its digest. Throws PERSISTED_QUERY_NOT_FOUND. */
  textOf(id: unknown): string {
    const text = typeof id === 'string' ? this.#texts.get(bareId(id)) : undefined;
    if (text === undefined) throw notFound();
    return text;
  }

  /** The document of a text; undefined when it is none of these. */
  get(text: string): KnownDocument | undefined {
    return this.#documents.get(text);
  }

  /**
   * Whether a caller may send a document that is none of these: to be asked before it is read, and once its operation
   * is known.
   */
  checkText({ sendsAnyDocument }: Pick<Caller, 'sendsAnyDocument'>, type?: KnownOperation['type']): void {
    if (sendsAnyDocument || this.#only === 'false') return;
    if (this.#only === 'true') throw notByText('documents');
    if (type === 'mutation') throw notByText('mutations');
  }
}

/** What is wrong with one document, whatever its variables. */
const problemsOf = (known: KnownDocument, options: PersistedOptions): readonly GraphQLError[] => {
  const { schema, validate, maxPageSize } = options;
  const errors = validate(known.document);
  if (errors.length > 0) return errors;
  return known.document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const plan = known.planOf(definition, schema);
    // What one outcome of its conditions may cost too much, the other may not.
    const verdicts = [false, true].map((flag) => {
      const variableValues = smallestVariables(schema, definition, flag);
      return judgePrepared({ plan, inputs: { variableValues, maxPageSize, caller: { scopes: 'all' } } }, options);
    });
    return verdicts.every((verdict) => verdict.errors.length > 0) ? (verdicts[0]?.errors ?? []) : [];
  });
};

/** Parsed, limited, validated and costed; or what is wrong with it. */
const readEntry = (entry: ManifestEntry, options: PersistedOptions): KnownDocument | readonly GraphQLError[] => {
  try {
    const known = readDocument(entry.text, options);
    const problems = problemsOf(known, options);
    return problems.length > 0 ? problems : known;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
};

/**
 * The documents of PERSISTED_DOCUMENTS_FILE; undefined without one. Throws one ConfigError that names every problem
 * with them.
 */
export const readPersistedDocuments = (options: PersistedOptions): PersistedDocuments | undefined => {
  const { persistedDocumentsFile: file, persistedOnly } = options;
  if (file === undefined) return undefined;
  const documents = new PersistedDocuments(persistedOnly);
  const problems: string[] = [];
  for (const entry of readManifest(readJsonFile('PERSISTED_DOCUMENTS_FILE', file))) {
    const read = readEntry(entry, options);
    if ('document' in read) documents.add(entry, read);
    else for (const { message } of read) problems.push(`PERSISTED_DOCUMENTS_FILE at "${entry.id}": ${message}`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return documents;
};
