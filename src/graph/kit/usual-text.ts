import { decimalsOf } from './currency-decimals.ts';
import { CURRENCY, NUMBER, TEXT, WHOLE } from './rest-value.ts';

/**
 * A value of REST's as the JSON text that its field shows, where it is what REST documents; undefined for any other,
 * whose field is resolved and says what is wrong. Beside these: `plainText` and `momentText`.
 */
export type UsualText = (value: unknown) => string | undefined;

export const flagText: UsualText = (value) => {
  if (value === true) return 'true';
  return value === false ? 'false' : undefined;
};

export const wholeText: UsualText = (value) => (WHOLE.is(value) ? String(value) : undefined);

export const numberText: UsualText = (value) => (NUMBER.is(value) ? String(value) : undefined);

export const decimalsText: UsualText = (value) => (CURRENCY.is(value) ? String(decimalsOf(value)) : undefined);

/** Those that have been written: no more than there are words of three letters. */
const CURRENCIES = new Map<unknown, string>();

export const currencyText: UsualText = (value) => {
  const known = CURRENCIES.get(value);
  if (known !== undefined) return known;
  if (!TEXT.is(value) || !/^[a-z]{3}$/.test(value)) return undefined;
  const text = `"${value.toUpperCase()}"`;
  CURRENCIES.set(value, text);
  return text;
};
