import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ConfigError } from '../config-error.ts';

/** A document with the ids under which a file has it. */
export interface ManifestEntry {
  readonly id: string;
  readonly text: string;
}

const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest', { error: 'must be "apollo-persisted-query-manifest"' }),
  version: z.literal(1, { error: 'must be 1' }),
  operations: z.array(
    z.object({
      id: z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' }),
      body: z.string({ error: 'must be the text of a document' }),
    }),
  ),
});

const textsById = z.record(
  z.string().min(1, { error: 'must not be empty' }),
  z.string({ error: 'must be the text of a document' }),
);

const named = (problems: readonly string[]): ConfigError =>
  new ConfigError(problems.map((problem) => `PERSISTED_DOCUMENTS_FILE ${problem}.`));

const DIGEST = /^sha256:/;

/** As GraphQL over HTTP names a document: the digest of its text. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An id as it is looked up: `sha256:` may stand before a digest. */
export const bareId = (id: string): string => id.replace(DIGEST, '');

/** What is wrong with the ids of a file, one by one right. */
const idProblems = (entries: readonly ManifestEntry[]): string[] => {
  const texts = new Map<string, string>();
  return entries.flatMap(({ id, text }) => {
    const known = texts.get(bareId(id));
    texts.set(bareId(id), text);
    if (known !== undefined && known !== text) return [`at ${JSON.stringify(id)}: has two documents under one id`];
    if (!DIGEST.test(id) || bareId(id) === digestOf(text)) return [];
    return [`at ${JSON.stringify(id)}: the SHA-256 digest of the document is another`];
  });
};

/**
 * The documents of a file: Apollo's manifest, or an object of texts by their ids, as Relay and codegen write it. Throws
 * one ConfigError that names every place where it is wrong.
 */
export const readManifest = (json: unknown): readonly ManifestEntry[] => {
  const isApollo = typeof json === 'object' && json !== null && ('format' in json || 'operations' in json);
  const read = isApollo
    ? apolloManifest.transform(({ operations }) => operations.map(({ id, body }) => ({ id, text: body })))
    : textsById.transform((texts) => Object.entries(texts).map(([id, text]) => ({ id, text })));
  const { success, data, error } = read.safeParse(json);
  if (!success) throw named(error.issues.map(({ path, message }) => `at ${JSON.stringify(path)}: ${message}`));
  const problems = idProblems(data);
  if (problems.length > 0) throw named(problems);
  return data;
};
