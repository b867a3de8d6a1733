import { builder } from '../../../graph/kit/builder.ts';
import { checkedInputId, InputError } from '../../../graph/kit/input-error.ts';
import { defineResource } from '../../../graph/resource.ts';
import type { RestParams } from '../../../stripe/form.ts';
import { restTaxedAmount, taxedAmountInput } from '../taxed-amount-input.ts';

const ShippingRate = defineResource('ShippingRate', { object: 'shipping_rate', prefix: 'shr_' });

export const TaxCalculationShippingCostInput = builder.inputType('TaxCalculationShippingCostInput', {
  description: 'What shipping costs: an `amount`, or a `shippingRate` alone.',
  fields: (t) => ({
    amount: t.field({
      type: 'SafeInt',
      description:
        'The price of shipping in the smallest currency unit, 0 or more; with its tax where `taxBehavior` is `INCLUSIVE`.',
    }),
    shippingRate: t.id({
      description:
        'Stripe id of a shipping rate, begins with `shr_`, which brings amount, tax code and tax behavior: they must not be given beside it.',
    }),
    ...taxedAmountInput(t, 'it is the default for shipping of your tax settings'),
  }),
});

/** What shipping costs as REST takes it. Throws InputError on what it would refuse. */
export const restShippingCost = (cost: typeof TaxCalculationShippingCostInput.$inferInput): RestParams => {
  const { shippingRate, ...price } = cost;
  if (shippingRate == null) {
    if (price.amount != null) return restTaxedAmount(price);
    throw new InputError(
      ['amount'],
      'Shipping needs an `amount` or a `shippingRate`. Leave it out when there is none.',
    );
  }
  const [excluded] = Object.entries(price).flatMap(([name, value]) => (value == null ? [] : [name]));
  if (excluded !== undefined) {
    throw new InputError([excluded], `\`shippingRate\` brings its own \`${excluded}\`: leave one of the two out.`);
  }
  return { shipping_rate: checkedInputId(ShippingRate, shippingRate, ['shippingRate']) };
};
