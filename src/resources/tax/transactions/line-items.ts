import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { connection, connectionType } from '../../../graph/kit/connection.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { identifier, livemode, metadata, text } from '../../../graph/kit/fields.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';
import { lineItem } from '../line-item.ts';
import { TaxTransaction, TaxTransactionType } from '../transactions.ts';

const TaxTransactionLineItemReversal = builder.objectRef<Stripe.Tax.TransactionLineItem.Reversal>(
  'TaxTransactionLineItemReversal',
);
TaxTransactionLineItemReversal.implement({
  description: 'What a line item takes back.',
  fields: (t) => ({
    originalLineItem: identifier(
      t,
      'original_line_item',
      'Stripe id of the line item that was reversed, begins with `tax_li_`.',
    ),
  }),
});

/** REST cannot fetch one alone, so it is no node. */
const TaxTransactionLineItem = builder.objectRef<Stripe.Tax.TransactionLineItem>('TaxTransactionLineItem');
TaxTransactionLineItem.implement({
  description: 'One line of a tax transaction, and the tax on it.',
  fields: (t) => ({
    ...lineItem(t),
    livemode: livemode(t),
    metadata: metadata(t, { nullable: true }),
    reference: text(t, 'reference', 'Your own name for it; REST makes one up in a reversal by a flat amount.'),
    reversal: nested(t, 'reversal', 'What it takes back; null when it is no reversal.', {
      type: TaxTransactionLineItemReversal,
      nullable: true,
    }),
    type: enumerated(t, 'type', 'Whether tax was collected or given back.', { type: TaxTransactionType }),
  }),
});

const TaxTransactionLineItemConnection = connectionType(
  TaxTransactionLineItem,
  'line items of a tax transaction',
  'tax_li_',
);

builder.objectField(TaxTransaction, 'lineItems', (t) =>
  connection(t, TaxTransactionLineItemConnection, {
    description: 'Its line items, in the order that REST lists them.',
    endpoint: '/v1/tax/transactions/{id}/line_items',
    values: ({ id }) => ({ id }),
    needsOnlyId: true,
    embedded: { keys: ['line_items'], expand: 1, size: 0 },
  }),
);
