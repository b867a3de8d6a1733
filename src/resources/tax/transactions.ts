import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { currency, livemode, metadata, text, timestamp } from '../../graph/kit/fields.ts';
import { lookup } from '../../graph/kit/lookup.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { Customer } from '../customers.ts';
import { TaxCustomerDetails } from './customer-details.ts';
import { TaxShipFromDetails } from './ship-from-details.ts';
import { shippingRate, taxedAmount } from './taxed-amount.ts';

export const TaxTransactionType = enumeration<Stripe.Tax.Transaction.Type>(
  'TaxTransactionType',
  'Whether tax was collected or given back.',
  {
    reversal: 'Takes back an earlier transaction, or undoes such a reversal.',
    transaction: 'A sale and the tax collected on it.',
  },
);

const TaxShippingCost = builder.objectRef<Stripe.Tax.Transaction.ShippingCost>('TaxShippingCost');
TaxShippingCost.implement({
  description: 'What shipping cost, and the tax on it.',
  fields: (t) => ({ ...taxedAmount(t), shippingRate: shippingRate(t) }),
});

const TaxTransactionReversal = builder.objectRef<Stripe.Tax.Transaction.Reversal>('TaxTransactionReversal');

/** GET /v1/tax/transactions/{id} */
export const TaxTransaction = nodeType<Stripe.Tax.Transaction>('TaxTransaction', {
  object: 'tax.transaction',
  prefix: 'tax_',
  // The ids of line items begin with `tax_li_`.
  idPattern: /^tax_(?!li_)[A-Za-z0-9_]{1,128}$/,
  endpoint: '/v1/tax/transactions/{id}',
  description: 'Tax that was collected or given back; it never changes.',
  fields: (t) => ({
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    customer: reference(t, 'customer', 'The customer; null when none was named.', { type: Customer }),
    customerDetails: nested(t, 'customer_details', 'What was known of the customer.', { type: TaxCustomerDetails }),
    livemode: livemode(t),
    metadata: metadata(t, { nullable: true }),
    postedAt: timestamp(t, 'posted_at', 'When the tax counts as collected or given back, for reports.'),
    reference: text(
      t,
      'reference',
      'Your own name for it, such as an order number; no two transactions have the same.',
    ),
    reversal: nested(t, 'reversal', 'What it takes back; null when it is no reversal.', {
      type: TaxTransactionReversal,
      nullable: true,
    }),
    shipFromDetails: nested(t, 'ship_from_details', 'Where the goods were sent from; null when that was not said.', {
      type: TaxShipFromDetails,
      nullable: true,
    }),
    shippingCost: nested(t, 'shipping_cost', 'What shipping cost, and the tax on it; null when there was none.', {
      type: TaxShippingCost,
      nullable: true,
    }),
    taxDate: timestamp(t, 'tax_date', 'The date whose tax rules and rates were used.'),
    type: enumerated(t, 'type', 'Whether tax was collected or given back.', { type: TaxTransactionType }),
  }),
});

TaxTransactionReversal.implement({
  description: 'What a tax transaction takes back.',
  fields: (t) => ({
    originalTransaction: reference(t, 'original_transaction', 'The transaction that was reversed.', {
      type: TaxTransaction,
    }),
  }),
});

builder.queryFields((t) => ({
  taxTransaction: lookup(t, TaxTransaction, 'A tax transaction by its id, or null when there is none.'),
}));
