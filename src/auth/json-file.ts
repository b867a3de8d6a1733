import { readFileSync } from 'node:fs';
import { ConfigError } from '../config-error.ts';

/**
 * The JSON of a file that an environment variable names. Throws a ConfigError that tells a missing file from one that
 * is no JSON.
 */
export const readJsonFile = (variable: string, file: string): unknown => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing ? 'there is none under that name' : 'it may not be read here';
    throw new ConfigError([`${variable} must be a file with JSON that can be read: ${why}.`]);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError([`${variable} must be a file with JSON: what it holds is none.`]);
  }
};
