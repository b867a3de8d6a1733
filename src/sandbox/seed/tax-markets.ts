import type Stripe from 'stripe';

/** Where something is sold; `rate` in thousandths of a percent. */
export type Market = {
  address: Stripe.Address & { country: string };
  taxId?: Stripe.Tax.Transaction.CustomerDetails.TaxId;
  rate: number;
  taxType: Stripe.Tax.Calculation.TaxBreakdown.TaxRateDetails.TaxType;
  taxName: string;
  /** Who asks for the tax: the country, or the state within it. */
  authority: { display_name: string; level: 'country' | 'state' };
  currency: string;
  behavior: 'exclusive' | 'inclusive';
};

type Place = [country: string, state: string | null, city: string, postalCode: string, line1: string];

const address = ([country, state, city, postal_code, line1]: Place): Market['address'] => ({
  city,
  country,
  line1,
  line2: null,
  postal_code,
  state,
});

export const california: Market = {
  address: address(['US', 'CA', 'South San Francisco', '94080', '354 Oyster Point Blvd']),
  rate: 9_875,
  taxType: 'sales_tax',
  taxName: 'Sales tax',
  authority: { display_name: 'California', level: 'state' },
  currency: 'usd',
  behavior: 'exclusive',
};
/** Ten percent: amounts that can be checked in one's head. */
export const australia: Market = {
  address: address(['AU', 'NSW', 'Sydney', '2000', '1 Macquarie Street']),
  taxId: { type: 'au_abn', value: '12345678912' },
  rate: 10_000,
  taxType: 'gst',
  taxName: 'GST',
  authority: { display_name: 'Australia', level: 'country' },
  currency: 'aud',
  behavior: 'exclusive',
};
export const germany: Market = {
  address: address(['DE', null, 'Berlin', '10115', 'Invalidenstrasse 1']),
  taxId: { type: 'eu_vat', value: 'DE123456789' },
  rate: 19_000,
  taxType: 'vat',
  taxName: 'VAT',
  authority: { display_name: 'Germany', level: 'country' },
  currency: 'eur',
  behavior: 'inclusive',
};
export const britain: Market = {
  address: address(['GB', null, 'London', 'EC1A 1BB', '1 Long Lane']),
  taxId: { type: 'gb_vat', value: 'GB123456789' },
  rate: 20_000,
  taxType: 'vat',
  taxName: 'VAT',
  authority: { display_name: 'United Kingdom', level: 'country' },
  currency: 'gbp',
  behavior: 'inclusive',
};
export const ontario: Market = {
  address: address(['CA', 'ON', 'Toronto', 'M5V 2T6', '1 Front Street West']),
  rate: 13_000,
  taxType: 'hst',
  taxName: 'HST',
  authority: { display_name: 'Ontario', level: 'state' },
  currency: 'cad',
  behavior: 'exclusive',
};
export const japan: Market = {
  address: address(['JP', '13', 'Tokyo', '100-0001', '1-1 Chiyoda']),
  rate: 10_000,
  taxType: 'jct',
  taxName: 'JCT',
  authority: { display_name: 'Japan', level: 'country' },
  currency: 'jpy',
  behavior: 'inclusive',
};
