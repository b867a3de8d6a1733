import { LONG_TEXT, plainText } from '../json/plain-text.ts';
import type { Execution, LongText } from './execution.ts';

const longText = ({ shared }: Execution, value: string): LongText => {
  if (shared.longText?.value === value) return shared.longText;
  const json = JSON.stringify(value);
  shared.longText = { value, json, bytes: Buffer.byteLength(json) };
  return shared.longText;
};

/** Plain ASCII, counted. */
export const writePlain = (execution: Execution, text: string): string => {
  execution.count(text.length);
  return text;
};

/** A text as JSON, counted. */
export const writeString = (execution: Execution, value: string): string => {
  if (value.length >= LONG_TEXT) {
    const { json, bytes } = longText(execution, value);
    execution.count(bytes);
    return json;
  }
  const plain = plainText(value);
  if (plain !== undefined) return writePlain(execution, plain);
  const text = JSON.stringify(value);
  execution.count(Buffer.byteLength(text));
  return text;
};

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
      const text: string | undefined = JSON.stringify(value);
      if (text === undefined) return '';
      execution.count(Buffer.byteLength(text));
      return text;
    }
  }
};
