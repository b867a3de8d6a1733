import { InputError } from './input-error.ts';

const MAX_KEYS = 50;
const MAX_KEY_LENGTH = 40;
const MAX_VALUE_LENGTH = 500;

/** How many values a whole metadata counts as: a text for each key, and the keys. */
export const METADATA_VALUES = 2 * MAX_KEYS;

type Metadata = Readonly<Record<string, string>>;
type Given = Readonly<Record<string, unknown>> | null | undefined;

const problemOfEntry = (key: string, value: unknown): string | undefined => {
  if (key.length === 0 || key.length > MAX_KEY_LENGTH) return `a key has 1 to ${MAX_KEY_LENGTH} characters`;
  if (/[[\]]/.test(key)) return 'a key has no square brackets';
  if (value === null) return 'null is no value: leave the key out, or in an update write `""` to delete it';
  if (typeof value !== 'string') return 'a value is a text: write numbers and lists as text';
  if (value.length > MAX_VALUE_LENGTH) return `a value has at most ${MAX_VALUE_LENGTH} characters`;
  return undefined;
};

/**
 * Metadata as REST takes it, sorted by its keys: REST compares the bytes of a request that comes again under its key,
 * and two programs write one object in two orders. Throws InputError on what REST would refuse or read as something
 * else.
 */
export const restMetadata = (metadata: Given): Metadata | undefined => {
  if (metadata === null || metadata === undefined) return undefined;
  const entries = Object.entries(metadata).sort(([one], [other]) => (one < other ? -1 : 1));
  if (entries.length > MAX_KEYS) {
    throw new InputError(['metadata'], `\`metadata\` has at most ${MAX_KEYS} keys, not ${entries.length}.`);
  }
  for (const [key, value] of entries) {
    const problem = problemOfEntry(key, value);
    if (problem !== undefined) throw new InputError(['metadata', key], `In \`metadata\`, ${problem}.`);
  }
  return Object.fromEntries(entries) as Metadata;
};

/** What an update does to metadata: keys to set and delete, or REST's empty text, which deletes all of them. */
export const restMetadataUpdate = (metadata: Given, clear: boolean | null | undefined): Metadata | '' => {
  const given = restMetadata(metadata);
  if (clear && given !== undefined) {
    throw new InputError(['clearMetadata'], 'Give `metadata` or `clearMetadata: true`, not both.');
  }
  if (clear) return '';
  if (given !== undefined && Object.keys(given).length > 0) return given;
  throw new InputError(
    ['metadata'],
    'This would change nothing. Give `metadata` with keys to set, or with `""` for a key to delete; `clearMetadata: true` deletes all keys.',
  );
};
