import type Stripe from 'stripe';
import { sum } from './generator.ts';
import type { Market } from './tax-markets.ts';
import type { Sale } from './tax-sales.ts';

type Breakdown = Stripe.Tax.Calculation['tax_breakdown'][number];
type LineBreakdown = Stripe.Tax.CalculationLineItem.TaxBreakdown;
type Reason = Breakdown['taxability_reason'] & LineBreakdown['taxability_reason'];
type Taxed = { amount: number; amount_tax: number };

export const saleReason = (sale: Sale): Reason =>
  sale.override === undefined || sale.override === 'none' ? 'standard_rated' : sale.override;

/** In whole units: added to an exclusive amount, contained in an inclusive one. */
export const taxOn = (amount: number, market: Market, reason: Reason): number => {
  if (reason !== 'standard_rated') return 0;
  const base = market.behavior === 'inclusive' ? 100_000 + market.rate : 100_000;
  return Math.round((amount * market.rate) / base);
};

/** One entry for what is taxed at the market's rate and, where there is any, one for untaxed shipping. */
export const breakdown = (sale: Sale, parts: readonly Taxed[]): Breakdown[] => {
  const { market } = sale;
  const untaxedShipping = sale.shipping?.taxed === false;
  const entry = (reason: Reason, of: readonly Taxed[]): Breakdown => ({
    ...taxed(market, of, reason),
    inclusive: market.behavior === 'inclusive',
    tax_rate_details: {
      country: market.address.country,
      flat_amount: null,
      percentage_decimal: percentage(reason === 'standard_rated' ? market.rate : 0),
      rate_type: 'percentage',
      state: market.address.state,
      tax_type: market.taxType,
    },
  });
  if (!untaxedShipping) return [entry(saleReason(sale), parts)];
  return [entry(saleReason(sale), parts.slice(0, -1)), entry('product_exempt', parts.slice(-1))];
};

/** The same for one line or for the shipping: who asks for how much of it. */
export const lineBreakdown = (market: Market, part: Taxed, reason: Reason): LineBreakdown[] => {
  const details = {
    display_name: market.taxName,
    percentage_decimal: percentage(market.rate),
    tax_type: market.taxType,
  };
  return [
    {
      ...taxed(market, [part], reason),
      jurisdiction: {
        country: market.address.country,
        ...market.authority,
        state: market.authority.level === 'state' ? market.address.state : null,
      },
      sourcing: 'destination',
      tax_rate_details: reason === 'standard_rated' ? details : null,
    },
  ];
};

const taxed = (market: Market, parts: readonly Taxed[], reason: Reason) => {
  const amount = sum(parts.map((part) => part.amount_tax));
  const net = sum(parts.map((part) => part.amount)) - (market.behavior === 'inclusive' ? amount : 0);
  return { amount, taxability_reason: reason, taxable_amount: reason === 'standard_rated' ? net : 0 };
};

const percentage = (rate: number): string => (rate / 1_000).toFixed(rate % 100 ? 3 : 1);
