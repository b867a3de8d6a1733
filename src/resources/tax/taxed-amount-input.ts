import type { InputFieldBuilder } from '@pothos/core';
import type Stripe from 'stripe';
import type { Types } from '../../graph/kit/builder.ts';
import { inputEnumeration } from '../../graph/kit/enumeration.ts';
import { checkedInputId, InputError } from '../../graph/kit/input-error.ts';
import { defineResource } from '../../graph/resource.ts';

const TaxCode = defineResource('TaxCode', { object: 'tax_code', prefix: 'txcd_', exampleId: 'txcd_99999999' });

type TaxBehavior = Stripe.Tax.CalculationCreateParams.LineItem.TaxBehavior;

const TaxBehaviorInput = inputEnumeration<TaxBehavior>('TaxBehaviorInput', 'Whether an amount includes its tax.', {
  exclusive: 'The tax comes on top of the amount.',
  inclusive: 'The tax is part of the amount.',
});

/**
 * How the price of a line, or of the shipping, is to be taxed; `otherwise` says under which code when none is given.
 */
export const taxedAmountInput = (t: InputFieldBuilder<Types, 'InputObject'>, otherwise: string) => ({
  taxBehavior: t.field({
    type: TaxBehaviorInput,
    description: 'Whether `amount` includes the tax; `EXCLUSIVE` when it is not given.',
  }),
  taxCode: t.id({
    description: `Stripe id of the tax code to tax it under, begins with \`txcd_\`. When it is not given, ${otherwise}.`,
  }),
});

interface TaxedAmountInput {
  readonly amount?: number | null | undefined;
  readonly taxBehavior?: TaxBehavior | null | undefined;
  readonly taxCode?: string | null | undefined;
}

/** A price as REST takes it. Throws InputError on what it would refuse. */
export const restTaxedAmount = ({ amount, taxBehavior, taxCode }: TaxedAmountInput) => {
  if (amount != null && amount < 0) {
    throw new InputError(['amount'], '`amount` must not be negative: it is what the customer is to pay.');
  }
  return {
    amount: amount ?? undefined,
    tax_behavior: taxBehavior ?? undefined,
    tax_code: taxCode == null ? undefined : checkedInputId(TaxCode, taxCode, ['taxCode']),
  };
};
