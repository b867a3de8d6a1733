import type { Execution, LongText } from './execution.ts';
import { isoTime } from './iso-time.ts';

/** Printable ASCII without what JSON escapes: as many bytes as characters. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** From so many characters on, to write a text once more costs more than to look whether it is the last one. */
const LONG = 4_096;

const longText = ({ shared }: Execution, value: string): LongText => {
  if (shared.longText?.value === value) return shared.longText;
  const json = JSON.stringify(value);
  shared.longText = { value, json, bytes: Buffer.byteLength(json) };
  return shared.longText;
};

/** A text as JSON, counted. */
export const writeString = (execution: Execution, value: string): string => {
  if (value.length >= LONG) {
    const { json, bytes } = longText(execution, value);
    execution.count(bytes);
    return json;
  }
  if (PLAIN.test(value)) {
    execution.count(value.length + 2);
    return `"${value}"`;
  }
  const text = JSON.stringify(value);
  execution.count(Buffer.byteLength(text));
  return text;
};

/** Plain ASCII, counted. */
export const writePlain = (execution: Execution, text: string): string => {
  execution.count(text.length);
  return text;
};

/** A date of which JSON.stringify would ask nothing else. */
const isPlainDate = (value: unknown): value is Date =>
  value instanceof Date && value.toJSON === Date.prototype.toJSON && !Number.isNaN(value.getTime());

/** Any value that a leaf's `serialize` gives, as JSON.stringify writes it, counted. Throws where that throws. */
export const writeValue = (execution: Execution, value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return writeString(execution, value);
    case 'number':
      return writePlain(execution, Number.isFinite(value) ? String(value) : 'null');
    case 'boolean':
      return writePlain(execution, value ? 'true' : 'false');
    default: {
      if (isPlainDate(value)) return writePlain(execution, `"${isoTime(value)}"`);
      const text: string | undefined = JSON.stringify(value);
      if (text === undefined) return '';
      execution.count(Buffer.byteLength(text));
      return text;
    }
  }
};
