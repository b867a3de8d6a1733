import type Stripe from 'stripe';

/** A customer of whom nothing is known. */
const nobody: Stripe.Tax.Transaction.CustomerDetails = {
  address: null,
  address_source: null,
  ip_address: null,
  tax_ids: [],
  taxability_override: 'none',
};

/** A small sale, as REST shows it. */
export const transaction = (fields: Partial<Stripe.Tax.Transaction> = {}): Record<string, unknown> => ({
  id: 'tax_1Sale',
  object: 'tax.transaction',
  created: 1_700_000_000,
  currency: 'usd',
  customer: null,
  customer_details: nobody,
  livemode: false,
  metadata: null,
  posted_at: 1_700_000_060,
  reference: 'order_1',
  reversal: null,
  ship_from_details: null,
  shipping_cost: null,
  tax_date: 1_699_999_200,
  type: 'transaction',
  ...fields,
});

export const transactionLine = (
  id: string,
  fields: Partial<Stripe.Tax.TransactionLineItem> = {},
): Stripe.Tax.TransactionLineItem => ({
  id,
  object: 'tax.transaction_line_item',
  amount: 1000,
  amount_tax: 100,
  livemode: false,
  metadata: null,
  product: null,
  quantity: 1,
  reference: `ref_${id}`,
  reversal: null,
  tax_behavior: 'exclusive',
  tax_code: 'txcd_99999999',
  type: 'transaction',
  ...fields,
});

/** A small calculation, as REST shows it. */
export const calculation = (fields: Partial<Stripe.Tax.Calculation> = {}): Record<string, unknown> => ({
  id: 'taxcalc_1Cart',
  object: 'tax.calculation',
  amount_total: 1100,
  currency: 'usd',
  customer: null,
  customer_details: nobody,
  expires_at: null,
  livemode: false,
  ship_from_details: null,
  shipping_cost: null,
  tax_amount_exclusive: 100,
  tax_amount_inclusive: 0,
  tax_breakdown: [],
  tax_date: 1_699_999_200,
  ...fields,
});

export const lineBreakdown: Stripe.Tax.CalculationLineItem.TaxBreakdown = {
  amount: 100,
  jurisdiction: { country: 'US', display_name: 'California', level: 'state', state: 'CA' },
  sourcing: 'destination',
  tax_rate_details: { display_name: 'Sales tax', percentage_decimal: '10.0', tax_type: 'sales_tax' },
  taxability_reason: 'standard_rated',
  taxable_amount: 1000,
};

/** `lineBreakdown` in the graph. */
export const lineBreakdownInGraph = {
  amount: 100,
  jurisdiction: { country: 'US', displayName: 'California', level: 'STATE', state: 'CA' },
  sourcing: 'DESTINATION',
  taxRateDetails: { displayName: 'Sales tax', percentageDecimal: '10.0', taxType: 'SALES_TAX' },
  taxabilityReason: 'STANDARD_RATED',
  taxableAmount: 1000,
};

export const calculationLine = (
  id: string,
  fields: Partial<Stripe.Tax.CalculationLineItem> = {},
): Stripe.Tax.CalculationLineItem => ({
  id,
  object: 'tax.calculation_line_item',
  amount: 1000,
  amount_tax: 100,
  livemode: false,
  product: null,
  quantity: 1,
  reference: null,
  tax_behavior: 'exclusive',
  tax_breakdown: [lineBreakdown],
  tax_code: 'txcd_99999999',
  ...fields,
});

/** Line items as they stand in their parent. */
export const listOf = <Item>(url: string, data: Item[]): Stripe.ApiList<Item> => ({
  object: 'list',
  data,
  has_more: false,
  url,
});

export const ADDRESS: Stripe.Address = {
  city: 'Berkeley',
  country: 'US',
  line1: '1 Main Street',
  line2: 'Flat 2',
  postal_code: '94704',
  state: 'CA',
};

export const ADDRESS_IN_GRAPH = {
  city: 'Berkeley',
  country: 'US',
  line1: '1 Main Street',
  line2: 'Flat 2',
  postalCode: '94704',
  state: 'CA',
};
