import type Stripe from 'stripe';
import { DAY, day, seedId } from './generator.ts';
import { australia, britain, california, germany, japan, type Market, ontario } from './tax-markets.ts';

type TaxRate = Stripe.TaxRate;

/** Of a market's `rate`, which is in thousandths of a percent. */
const PER_PERCENT = 1_000;

const rate = (n: number, { address, rate: thousandths, ...market }: Market, given: Partial<TaxRate> = {}): TaxRate => ({
  id: seedId('txr', n),
  object: 'tax_rate',
  active: true,
  country: address.country,
  created: day('2022-10-01') + n * DAY,
  description: null,
  display_name: market.taxName,
  effective_percentage: null,
  flat_amount: null,
  inclusive: market.behavior === 'inclusive',
  jurisdiction: market.authority.display_name,
  jurisdiction_level: null,
  livemode: false,
  metadata: {},
  percentage: thousandths / PER_PERCENT,
  rate_type: null,
  state: market.authority.level === 'state' ? address.state : null,
  tax_type: market.taxType,
  ...given,
});

/** One for each market, an old one that is used no more, and one that REST made by itself for a fee on deliveries. */
export const taxRates = (): TaxRate[] => [
  ...[california, australia, germany, britain, ontario, japan].map((market, index) =>
    rate(index + 1, market, index === 2 ? { description: 'Since 2021', metadata: { ledger: '1776' } } : {}),
  ),
  rate(7, germany, { active: false, description: 'Second half of 2020', percentage: 16 }),
  rate(8, california, {
    display_name: 'Retail Delivery Fee',
    effective_percentage: 0,
    flat_amount: { amount: 29, currency: 'usd' },
    jurisdiction: 'Colorado',
    jurisdiction_level: 'state',
    percentage: 0,
    rate_type: 'flat_amount',
    state: 'CO',
    tax_type: 'retail_delivery_fee',
  }),
];
