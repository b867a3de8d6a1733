/** The first rule that a key fits says what its value is; REST's types say text and number only. */
type Rules<Helper extends string> = readonly (readonly [RegExp, Helper])[];

const NUMBERS: Rules<'timestamp' | 'decimal' | 'count' | 'amount'> = [
  [/(^|_)(created|updated|as_of|date|available_on|until|arrival)$|_(at|date|by)$/, 'timestamp'],
  [/rate$|percent/, 'decimal'],
  [/count|quantity|odometer|_(month|year|day|days|number|score)$|^(month|year|day)$/, 'count'],
];

const TEXTS: Rules<'currencyCode' | 'identifier' | 'text'> = [
  [/(^|_)currency$/, 'currencyCode'],
  [/(^|_)(application|product|flow|payment_method|mandate|shipping_rate|ownership|refresh|item)$/, 'identifier'],
];

const ruled = <Helper extends string>(rules: Rules<Helper>, key: string, otherwise: Helper): Helper =>
  rules.find(([pattern]) => pattern.test(key))?.[1] ?? otherwise;

export const numberHelper = (key: string) => ruled(NUMBERS, key, 'amount');

export const textHelper = (key: string) => ruled(TEXTS, key, 'text');
