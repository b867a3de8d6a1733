import { builder } from '../../../graph/kit/builder.ts';
import { checkedInputId, InputError } from '../../../graph/kit/input-error.ts';
import { restMetadata } from '../../../graph/kit/metadata.ts';
import { defineResource } from '../../../graph/resource.ts';
import type { RestParams } from '../../../stripe/form.ts';
import { checkedQuantity, checkedReference } from '../input-checks.ts';

const LineItem = defineResource('TaxTransactionLineItem', {
  object: 'tax.transaction_line_item',
  prefix: 'tax_li_',
});

export const TaxTransactionReversalLineItemInput = builder.inputType('TaxTransactionReversalLineItemInput', {
  description: 'What to take back of one line of a tax transaction.',
  fields: (t) => ({
    originalLineItem: t.id({
      required: true,
      description: 'Stripe id of the line in the original transaction, begins with `tax_li_`.',
    }),
    amount: t.field({
      type: 'SafeInt',
      required: true,
      description:
        "What to take back of the line's `amount`, in the smallest currency unit, negative or 0; with the tax where the line's `taxBehavior` is `INCLUSIVE`.",
    }),
    amountTax: t.field({
      type: 'SafeInt',
      required: true,
      description: "What to take back of the line's tax, in the smallest currency unit, negative or 0.",
    }),
    reference: t.string({
      required: true,
      description: 'Your own name for it, such as `L1-refund`, 1 to 500 characters.',
    }),
    quantity: t.field({
      type: 'SafeInt',
      description: 'How many units came back, at least 1, for reports; it does not change the amounts.',
    }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
  }),
});

export const TaxTransactionReversalShippingCostInput = builder.inputType('TaxTransactionReversalShippingCostInput', {
  description: 'What to take back of the shipping of a tax transaction.',
  fields: (t) => ({
    amount: t.field({
      type: 'SafeInt',
      required: true,
      description:
        'What to take back of its `amount`, in the smallest currency unit, negative or 0; with the tax where its `taxBehavior` is `INCLUSIVE`.',
    }),
    amountTax: t.field({
      type: 'SafeInt',
      required: true,
      description: 'What to take back of the tax on it, in the smallest currency unit, negative or 0.',
    }),
  }),
});

const checkedTakenBack = (amount: number, name: string): number => {
  if (amount <= 0) return amount;
  throw new InputError([name], `\`${name}\` must be negative or 0, as it is taken back: write ${-amount}.`);
};

/** What to take back of the shipping as REST takes it. Throws InputError on what it would refuse. */
export const restReversedShipping = ({
  amount,
  amountTax,
}: typeof TaxTransactionReversalShippingCostInput.$inferInput): RestParams => ({
  amount: checkedTakenBack(amount, 'amount'),
  amount_tax: checkedTakenBack(amountTax, 'amountTax'),
});

/** What to take back of a line as REST takes it. Throws InputError on what it would refuse. */
export const restReversedLineItem = (line: typeof TaxTransactionReversalLineItemInput.$inferInput): RestParams => ({
  ...restReversedShipping(line),
  metadata: restMetadata(line.metadata),
  original_line_item: checkedInputId(LineItem, line.originalLineItem, ['originalLineItem']),
  quantity: checkedQuantity(line.quantity),
  reference: checkedReference(line.reference),
});

/** A flat amount as REST takes it. Throws InputError on what it would refuse. */
export const restFlatAmount = (amount: number): number => {
  if (amount < 0) return amount;
  throw new InputError(
    ['flatAmount'],
    amount === 0
      ? '`flatAmount` must be negative: -1 or less.'
      : `\`flatAmount\` must be negative, as it is taken back: write ${-amount}.`,
  );
};
