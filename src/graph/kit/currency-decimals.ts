/** Their smallest unit is the currency itself. */
const NONE: ReadonlySet<string> = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
/** Their smallest unit is a thousandth; the last digit of an amount is 0. */
const THREE: ReadonlySet<string> = new Set('BHD JOD KWD OMR TND'.split(' '));

/**
 * How many digits of an amount that the REST API sends stand behind the decimal point. These are REST's rules, not
 * those of ISO 4217 or of `Intl`: ISK and UGX have no smaller unit, and are sent as hundredths that end with 00.
 *
 * @param currency in either case
 */
export const decimalsOf = (currency: string): 0 | 2 | 3 => {
  const code = currency.toUpperCase();
  if (NONE.has(code)) return 0;
  return THREE.has(code) ? 3 : 2;
};
