import { InputError } from './problems.ts';

const MAX_KEYS = 50;
const MAX_KEY_LENGTH = 40;
const MAX_VALUE_LENGTH = 500;

/** How many values a whole metadata counts as: a text for each key, and the keys. */
export const METADATA_VALUES = 2 * MAX_KEYS;

const problemOfEntry = (key: string, value: unknown): string | undefined => {
  if (key.length === 0 || key.length > MAX_KEY_LENGTH) return `a key has 1 to ${MAX_KEY_LENGTH} characters`;
  if (/[[\]]/.test(key)) return 'a key has no square brackets';
  if (typeof value !== 'string') return 'a value is a text: write numbers and lists as text';
  if (value.length > MAX_VALUE_LENGTH) return `a value has at most ${MAX_VALUE_LENGTH} characters`;
  return undefined;
};

/** Metadata as REST takes it. Throws InputError on what it would refuse or read as something else. */
export const restMetadata = (
  metadata: Readonly<Record<string, unknown>> | null | undefined,
): Readonly<Record<string, string>> | undefined => {
  if (metadata === null || metadata === undefined) return undefined;
  const entries = Object.entries(metadata);
  if (entries.length > MAX_KEYS) {
    throw new InputError(['metadata'], `\`metadata\` has at most ${MAX_KEYS} keys, not ${entries.length}.`);
  }
  for (const [key, value] of entries) {
    const problem = problemOfEntry(key, value);
    if (problem !== undefined) throw new InputError(['metadata', key], `In \`metadata\`, ${problem}.`);
  }
  return metadata as Readonly<Record<string, string>>;
};
