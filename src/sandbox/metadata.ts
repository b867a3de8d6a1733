import { invalid } from './errors.ts';
import type { Read } from './parameters.ts';

export type Metadata = Readonly<Record<string, string>>;

/** Keys to set, keys to unset (""), or null to unset them all (`metadata=""`). */
export type MetadataChange = Metadata | null;

const readHash: Read<Metadata> = (value, param) => {
  if (typeof value === 'string') throw invalid(param, 'Invalid object');
  const entries = [...value];
  for (const [key, text] of entries) {
    const name = `${param}[${key}]`;
    if (key === '' || key.length > 40) throw invalid(name, 'Metadata keys must have between 1 and 40 characters.');
    if (typeof text !== 'string') throw invalid(name, 'Metadata values must be strings.');
    if (text.length > 500) throw invalid(name, 'Metadata values can have up to 500 characters.');
  }
  if (entries.length > 50) throw invalid(param, 'Metadata can have up to 50 keys.');
  return Object.fromEntries(entries as [string, string][]);
};

export const metadata: Read<MetadataChange> = (value, param) => (value === '' ? null : readHash(value, param));

/** For endpoints whose metadata cannot be unset as a whole. */
export const newMetadata: Read<Metadata> = readHash;

export const applyMetadata = (current: Metadata, change: MetadataChange | undefined): Metadata => {
  if (change === undefined) return current;
  if (change === null) return {};
  const merged = Object.fromEntries(Object.entries({ ...current, ...change }).filter(([, value]) => value !== ''));
  if (Object.keys(merged).length > 50) throw invalid('metadata', 'Metadata can have up to 50 keys.');
  return merged;
};
