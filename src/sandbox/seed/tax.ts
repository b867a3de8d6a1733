import type Stripe from 'stripe';
import { DAY, day, embeddedList, HOUR, seedId, sum } from './generator.ts';
import { breakdown, lineBreakdown, saleReason, taxOn } from './tax-breakdown.ts';
import { fullReversal, partialReversal } from './tax-reversals.ts';
import { type Line, SALES, type Sale } from './tax-sales.ts';

type Transaction = Stripe.Tax.Transaction;
type Calculation = Stripe.Tax.Calculation;

const PRODUCTS = ['Pepperoni Pizza', 'Paper', 'Pencils', 'Envelopes', 'Sales tax guide'];
const LIFETIME = 90 * DAY;

export const tax = (): (Transaction | Calculation)[] => {
  const transactions = new Map<string, Transaction>();
  const calculations: Calculation[] = [];
  for (const [index, sale] of SALES.entries()) {
    if (sale.calculation) calculations.push(calculationOf(sale, sale.calculation, index + 1));
    if (sale.transaction) transactions.set(sale.transaction, transactionOf(sale, sale.transaction, index + 1));
  }
  const original = (n: number): Transaction => {
    const found = transactions.get(seedId('tax', n));
    if (!found) throw new Error(`No sale ${n} in the seed`);
    return found;
  };
  return [
    ...calculations,
    ...transactions.values(),
    fullReversal(original(4), seedId('tax', 101)),
    partialReversal(original(5), seedId('tax', 102), [{ line: 0, amount: -4_000, amount_tax: -667, quantity: 1 }]),
    // A flat amount of -1650: half of each line, split as the line's own amount and tax are.
    partialReversal(original(6), seedId('tax', 103), [
      { line: 0, amount: -500, amount_tax: -50, quantity: 1 },
      { line: 1, amount: -1_000, amount_tax: -100, quantity: 1 },
    ]),
  ];
};

const transactionOf = (sale: Sale, id: string, n: number): Transaction => {
  const lines = sale.lines.map((line, index) => ({
    id: seedId('tax_li', n * 1_000 + index + 1),
    object: 'tax.transaction_line_item' as const,
    ...lineFields(sale, line, index),
    livemode: false,
    metadata: index === 0 && sale.metadata ? { ...sale.metadata } : null,
    reference: lineReference(index),
    reversal: null,
    type: 'transaction' as const,
  }));
  const posted = day(sale.date) + 12 * HOUR;
  return {
    id,
    object: 'tax.transaction',
    created: posted,
    line_items: embeddedList(`/v1/tax/transactions/${id}/line_items`, lines),
    metadata: sale.metadata ? { ...sale.metadata } : null,
    posted_at: posted,
    reference: `order_${10_000 + n}`,
    reversal: null,
    type: 'transaction',
    ...saleFields(sale),
  };
};

const calculationOf = (sale: Sale, id: string, n: number): Calculation => {
  const lines = sale.lines.map((line, index) => {
    const fields = lineFields(sale, line, index);
    return {
      id: seedId('tax_li', n * 1_000 + index + 1, 'Calc'),
      object: 'tax.calculation_line_item' as const,
      ...fields,
      livemode: false,
      reference: lineReference(index),
      tax_breakdown: lineBreakdown(sale.market, fields, saleReason(sale)),
    };
  });
  const shipping = shippingOf(sale);
  const taxed = [...lines, ...(shipping ? [shipping] : [])];
  const taxes = sum(taxed.map((part) => part.amount_tax));
  const inclusive = sale.market.behavior === 'inclusive';
  return {
    id,
    object: 'tax.calculation',
    amount_total: sum(taxed.map((part) => part.amount)) + (inclusive ? 0 : taxes),
    expires_at: sale.expires ? day(sale.expires) : day(sale.date) + LIFETIME,
    line_items: embeddedList(`/v1/tax/calculations/${id}/line_items`, lines),
    tax_amount_exclusive: inclusive ? 0 : taxes,
    tax_amount_inclusive: inclusive ? taxes : 0,
    tax_breakdown: breakdown(sale, taxed),
    ...saleFields(sale),
    shipping_cost: shipping && {
      ...shipping,
      tax_breakdown: lineBreakdown(sale.market, shipping, sale.shipping?.taxed ? saleReason(sale) : 'product_exempt'),
    },
  };
};

/** What a calculation and the transaction made from it have in common. */
const saleFields = (sale: Sale) => {
  const { market } = sale;
  return {
    currency: market.currency,
    customer: sale.customer ?? null,
    customer_details: {
      address: { ...market.address },
      address_source: sale.shipping ? ('shipping' as const) : ('billing' as const),
      ip_address: null,
      tax_ids: market.taxId ? [{ ...market.taxId }] : [],
      taxability_override: sale.override ?? 'none',
    },
    livemode: false,
    ship_from_details: sale.shipsFrom ? { address: warehouse(sale.shipsFrom) } : null,
    shipping_cost: shippingOf(sale),
    tax_date: day(sale.date),
  };
};

const lineFields = (sale: Sale, line: Line, index: number) => ({
  amount: line.amount,
  amount_tax: taxOn(line.amount, sale.market, saleReason(sale)),
  product: index % 2 === 1 ? seedId('prod', index + 1) : null,
  quantity: line.quantity,
  tax_behavior: sale.market.behavior,
  tax_code: 'txcd_99999999',
});

const lineReference = (index: number): string => `${PRODUCTS[index % PRODUCTS.length]} #${index + 1}`;

const shippingOf = (sale: Sale): Transaction['shipping_cost'] => {
  if (!sale.shipping) return null;
  const { amount, taxed } = sale.shipping;
  return {
    amount,
    amount_tax: taxed ? taxOn(amount, sale.market, saleReason(sale)) : 0,
    ...(taxed && { shipping_rate: seedId('shr', 1) }),
    tax_behavior: sale.market.behavior,
    tax_code: 'txcd_92010001',
  };
};

const warehouse = (state: string): Stripe.Address => ({
  city: null,
  country: 'US',
  line1: null,
  line2: null,
  postal_code: '75001',
  state,
});
