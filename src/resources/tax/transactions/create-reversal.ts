import type Stripe from 'stripe';
import { inputEnumeration } from '../../../graph/kit/enumeration.ts';
import { checkedInputId, InputError } from '../../../graph/kit/input-error.ts';
import { restMetadata } from '../../../graph/kit/metadata.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { checkedItems, checkedReference, inside } from '../input-checks.ts';
import { TaxTransaction } from '../transactions.ts';
import {
  restFlatAmount,
  restReversedLineItem,
  restReversedShipping,
  TaxTransactionReversalLineItemInput,
  TaxTransactionReversalShippingCostInput,
} from './reversal-input.ts';

type Mode = Stripe.Tax.TransactionCreateReversalParams.Mode;

const TaxTransactionReversalMode = inputEnumeration<Mode>(
  'TaxTransactionReversalMode',
  'How much of a tax transaction to take back.',
  {
    full: 'All of it, as it was made. What partial reversals took back is not left out: undo those first, or it is taken back twice.',
    partial:
      'What `flatAmount`, `lineItems` or `shippingCost` says, at least one of them. A sale can have 30 such reversals.',
  },
);

/** REST takes what is to be taken back in part, and nothing of it for the whole. */
const checkParts = (mode: Mode, parts: Readonly<Record<string, unknown>>): void => {
  const [given] = Object.entries(parts).flatMap(([name, value]) => (value == null ? [] : [name]));
  if (mode === 'partial' && given === undefined) {
    throw new InputError(
      ['mode'],
      '`PARTIAL` needs at least one of `flatAmount`, `lineItems` and `shippingCost`. Write `FULL` to take back everything.',
    );
  }
  if (mode === 'full' && given !== undefined) {
    throw new InputError(
      [given],
      `\`FULL\` takes back everything: leave \`${given}\` out, or write \`PARTIAL\` to take back that much.`,
    );
  }
};

/** REST spreads a flat amount over all lines; beside lines of its own it would count them twice. */
const checkApart = ({ flatAmount, lineItems }: { readonly flatAmount: unknown; readonly lineItems: unknown }): void => {
  if (flatAmount == null || lineItems == null) return;
  throw new InputError(
    ['lineItems'],
    'Give `flatAmount` or `lineItems`, not both: a flat amount is spread over all lines.',
  );
};

/** POST /v1/tax/transactions/create_reversal */
mutation({
  name: 'createTaxTransactionReversal',
  endpoint: '/v1/tax/transactions/create_reversal',
  description:
    'Takes a tax transaction back, wholly or in part, by a new transaction with negative amounts. A reversal that was made by mistake is undone by reversing it in turn, with `FULL`.',
  object: { field: 'taxTransaction', type: TaxTransaction, description: 'The reversal.' },
  input: (t) => ({
    mode: t.field({ type: TaxTransactionReversalMode, required: true, description: 'Whether to take back all of it.' }),
    originalTransaction: t.id({
      required: true,
      description:
        'Stripe id of the transaction to take back, begins with `tax_`. To undo a partial reversal, give the id of that reversal itself, and `FULL` as `mode`.',
    }),
    reference: t.string({
      required: true,
      description:
        'Your own name for the reversal, such as `order_1-refund_1`, 1 to 500 characters; no two transactions, reversals among them, may have the same.',
    }),
    flatAmount: t.field({
      type: 'SafeInt',
      description:
        'What to take back of the whole, tax included, in the smallest currency unit, negative. REST spreads it over what is left of each line and of the shipping, in proportion. For `PARTIAL` only.',
    }),
    lineItems: t.field({
      type: [TaxTransactionReversalLineItemInput],
      description: 'What to take back of single lines, at least one. For `PARTIAL` only.',
    }),
    shippingCost: t.field({
      type: TaxTransactionReversalShippingCostInput,
      description: 'What to take back of the shipping. For `PARTIAL` only.',
    }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
  }),
  expand: ['line_items'],
  params: ({ mode, originalTransaction, reference, flatAmount, lineItems, shippingCost, metadata }) => {
    checkParts(mode, { flatAmount, lineItems, shippingCost });
    checkApart({ flatAmount, lineItems });
    return {
      flat_amount: flatAmount == null ? undefined : restFlatAmount(flatAmount),
      line_items: lineItems ? checkedItems(lineItems, 'lineItems', restReversedLineItem) : undefined,
      metadata: restMetadata(metadata),
      mode,
      original_transaction: checkedInputId(TaxTransaction.resource, originalTransaction, ['originalTransaction']),
      reference: checkedReference(reference),
      shipping_cost: shippingCost ? inside(['shippingCost'], () => restReversedShipping(shippingCost)) : undefined,
    };
  },
});
