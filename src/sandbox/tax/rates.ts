import type { TaxBehavior } from './objects.ts';

/**
 * The sandbox's tax law: one rate for a country, 10% where it names none, and nothing on a product that is not taxable
 * or for a customer who is exempt. It knows no states, no thresholds and no reduced rates.
 */
const countries: Readonly<
  Record<string, { readonly basisPoints: number; readonly type: string; readonly name: string }>
> = {
  AU: { basisPoints: 1000, type: 'gst', name: 'GST' },
  CA: { basisPoints: 500, type: 'gst', name: 'GST' },
  DE: { basisPoints: 1900, type: 'vat', name: 'VAT' },
  FR: { basisPoints: 2000, type: 'vat', name: 'VAT' },
  GB: { basisPoints: 2000, type: 'vat', name: 'VAT' },
  JP: { basisPoints: 1000, type: 'jct', name: 'JCT' },
  US: { basisPoints: 1000, type: 'sales_tax', name: 'Sales Tax' },
};
const elsewhere = { basisPoints: 1000, type: 'vat', name: 'VAT' };
const nontaxable = 'txcd_00000000';

export interface Rate {
  readonly country: string;
  readonly basisPoints: number;
  readonly type: string;
  readonly name: string;
  readonly reason: 'standard_rated' | 'customer_exempt' | 'reverse_charge' | 'product_exempt';
}

export const rateFor = (country: string, taxCode: string, override: string): Rate => {
  const rate = { country, ...(countries[country] ?? elsewhere) };
  if (override === 'customer_exempt' || override === 'reverse_charge')
    return { ...rate, basisPoints: 0, reason: override };
  if (taxCode === nontaxable) return { ...rate, basisPoints: 0, reason: 'product_exempt' };
  return { ...rate, reason: 'standard_rated' };
};

/** To the nearest unit, a half up. BigInt, because amount × rate is no safe integer long before the amount is none. */
export const taxOn = (amount: number, basisPoints: number, behavior: TaxBehavior): number => {
  const whole = behavior === 'inclusive' ? 10_000 + basisPoints : 10_000;
  return Number((2n * BigInt(amount) * BigInt(basisPoints) + BigInt(whole)) / (2n * BigInt(whole)));
};

/** 1900 basis points are "19.0". */
export const percentage = (basisPoints: number): string => {
  const text = String(basisPoints / 100);
  return text.includes('.') ? text : `${text}.0`;
};
