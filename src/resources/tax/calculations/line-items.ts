import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { connection, connectionType } from '../../../graph/kit/connection.ts';
import { livemode, text } from '../../../graph/kit/fields.ts';
import { TaxCalculation } from '../calculations.ts';
import { lineItem } from '../line-item.ts';
import { taxBreakdown } from '../line-item-tax-breakdown.ts';

/** REST cannot fetch one alone, so it is no node. */
const TaxCalculationLineItem = builder.objectRef<Stripe.Tax.CalculationLineItem>('TaxCalculationLineItem');
TaxCalculationLineItem.implement({
  description: 'One line of a tax calculation, and the tax on it.',
  fields: (t) => ({
    ...lineItem(t),
    livemode: livemode(t),
    reference: text(t, 'reference', 'Your own name for it; may be null.', { nullable: true }),
    taxBreakdown: taxBreakdown(t),
  }),
});

const TaxCalculationLineItemConnection = connectionType(
  TaxCalculationLineItem,
  'line items of a tax calculation',
  'tax_li_',
);

builder.objectField(TaxCalculation, 'lineItems', (t) =>
  connection(t, TaxCalculationLineItemConnection, {
    description: 'Its line items, in the order that REST lists them.',
    endpoint: '/v1/tax/calculations/{id}/line_items',
    values: ({ id }) => ({ id }),
    needsOnlyId: true,
    embedded: { keys: ['line_items'], expand: 1, size: 0 },
  }),
);
