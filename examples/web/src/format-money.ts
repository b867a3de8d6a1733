/** An amount as the gateway gives it: whole smallest units, and how many digits of them stand behind the point. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
  readonly currencyDecimals: number;
}

/**
 * Money for people to read. How many digits there are is the gateway's word: `Intl` has its own for some currencies, such as none for ISK, whose
 * amounts are hundredths in the REST API.
 */
export const formatMoney = ({ amount, currency, currencyDecimals }: Money, locale?: string): string => {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: currencyDecimals,
    maximumFractionDigits: currencyDecimals,
  });
  // As decimal text: a division would round large amounts. TypeScript knows plain numerals as text alone.
  return format.format(`${amount}E-${currencyDecimals}` as `${number}`);
};
