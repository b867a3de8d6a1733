import { builder } from '../../../graph/kit/builder.ts';
import { InputError } from '../../../graph/kit/input-error.ts';
import type { RestParams } from '../../../stripe/form.ts';
import { checkedItems, checkedQuantity, checkedReference, checkedText } from '../input-checks.ts';
import { restTaxedAmount, taxedAmountInput } from '../taxed-amount-input.ts';

export const TaxCalculationLineItemInput = builder.inputType('TaxCalculationLineItemInput', {
  description: 'One line of a sale to compute the tax of.',
  fields: (t) => ({
    amount: t.field({
      type: 'SafeInt',
      required: true,
      description:
        'The price of all its units together, in the smallest currency unit, 0 or more; with its tax where `taxBehavior` is `INCLUSIVE`.',
    }),
    product: t.id({ description: 'Stripe id of the product that is sold, which may bring a tax code.' }),
    quantity: t.field({
      type: 'SafeInt',
      description: 'How many units are sold, at least 1; 1 when it is not given. It does not multiply `amount`.',
    }),
    reference: t.string({
      description: 'Your own name for it, 1 to 500 characters; no two lines of the calculation may have the same.',
    }),
    ...taxedAmountInput(t, 'it is that of the product, else the default of your tax settings'),
  }),
});

type LineItemInput = typeof TaxCalculationLineItemInput.$inferInput;

const restLineItem = ({ product, quantity, reference, ...price }: LineItemInput): RestParams => ({
  ...restTaxedAmount(price),
  product: product == null ? undefined : checkedText(product, 'product'),
  quantity: checkedQuantity(quantity),
  reference: reference == null ? undefined : checkedReference(reference),
});

/** The lines as REST takes them. Throws InputError on what it would refuse. */
export const restLineItems = (lineItems: readonly LineItemInput[]): RestParams[] => {
  const checked = checkedItems(lineItems, 'lineItems', restLineItem);
  const references = checked.map(({ reference }) => reference);
  const again = references.findIndex((each, index) => each !== undefined && references.indexOf(each) < index);
  if (again < 0) return checked;
  throw new InputError(
    ['lineItems', String(again), 'reference'],
    'An earlier line has the same `reference`: give each line one of its own, or none.',
  );
};
