import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { currency, enumerated, livemode, metadata, timestamp } from '../../graph/kit/fields.ts';
import { lookup } from '../../graph/kit/lookup.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { restPath } from '../../stripe/path.ts';
import { Customer } from '../stubs.ts';
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
  path: (id) => restPath('/v1/tax/transactions/{id}', { id }),
  description: 'Tax that was collected or given back; it never changes. REST: GET /v1/tax/transactions/{id}.',
  idDescription: 'Stripe id, begins with `tax_`.',
  fields: (t) => ({
    created: timestamp(t, 'created', 'When it was made.'),
    currency: currency(t),
    customer: reference(t, Customer, {
      key: 'customer',
      expandable: false,
      description: 'The customer; null when none was named.',
    }),
    customerDetails: t.field({
      type: TaxCustomerDetails,
      description: 'What was known of the customer.',
      resolve: ({ customer_details }) => customer_details,
    }),
    livemode: livemode(t),
    metadata: metadata(t),
    postedAt: timestamp(t, 'posted_at', 'When the tax counts as collected or given back, for reports.'),
    reference: t.expose('reference', {
      type: 'String',
      description: 'Your own name for it, such as an order number; no two transactions have the same.',
    }),
    reversal: t.field({
      type: TaxTransactionReversal,
      nullable: true,
      description: 'What it takes back; null when it is no reversal.',
      resolve: ({ reversal }) => reversal,
    }),
    shipFromDetails: t.field({
      type: TaxShipFromDetails,
      nullable: true,
      description: 'Where the goods were sent from; null when that was not said.',
      resolve: ({ ship_from_details }) => ship_from_details,
    }),
    shippingCost: t.field({
      type: TaxShippingCost,
      nullable: true,
      description: 'What shipping cost, and the tax on it; null when there was none.',
      resolve: ({ shipping_cost }) => shipping_cost,
    }),
    taxDate: timestamp(t, 'tax_date', 'The date whose tax rules and rates were used.'),
    type: enumerated(t, 'type', TaxTransactionType, 'Whether tax was collected or given back.'),
  }),
});

TaxTransactionReversal.implement({
  description: 'What a tax transaction takes back.',
  fields: (t) => ({
    originalTransaction: reference(t, TaxTransaction, {
      key: 'original_transaction',
      expandable: false,
      description:
        'The transaction that was reversed. Its `id` costs nothing; anything else one REST call, for REST cannot expand it.',
    }),
  }),
});

builder.queryFields((t) => ({
  taxTransaction: lookup(t, TaxTransaction, 'A tax transaction by its id, or null when there is none. One REST call.'),
}));
