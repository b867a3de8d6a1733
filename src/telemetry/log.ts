import { type DestinationStream, type Logger, pino } from 'pino';
import { scrub } from '../stripe/scrub.ts';

/** Where a key could begin, whatever stands before it, or an escape of one of its letters; or other credentials. */
const SUSPECT = /(?:sk|rk|pk|whsec|ek)_|_secret_|eyJ|basic|bearer|@|%[2-7][0-9A-Fa-f]|\\[ux]|&#/i;

const UNREADABLE = '{"level":50,"msg":"A line that is not JSON was left out: it could not be searched for keys."}\n';

const scrubValue = (value: unknown): unknown => {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map(scrubValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [scrub(name), scrubValue(item)]));
};

/**
 * The line without keys. It is read again before it is searched: in JSON a line end is a backslash and an `n`, and a
 * key that follows it would seem to be the tail of a word.
 */
export const scrubLine = (line: string): string => {
  if (!SUSPECT.test(line)) return line;
  try {
    return `${JSON.stringify(scrubValue(JSON.parse(line)))}\n`;
  } catch {
    return UNREADABLE;
  }
};

/**
 * The one log of the process. Keys are taken out of each finished line, so that no message, field, error, stack or
 * cause can hold one.
 */
export const createLog = (level: string, destination: DestinationStream): Logger =>
  pino({ level, hooks: { streamWrite: scrubLine } }, destination);
