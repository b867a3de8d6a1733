/** Printable ASCII without what JSON escapes: as many bytes as characters. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * From so many characters on, to look through a text each time that it is written costs more than to look whether it is
 * the last one.
 */
export const LONG_TEXT = 4_096;

/**
 * A short text as JSON, where nothing in it is escaped and each character is a byte; undefined for any other, and for
 * what is no text.
 */
export const plainText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length < LONG_TEXT && PLAIN.test(value) ? `"${value}"` : undefined;
