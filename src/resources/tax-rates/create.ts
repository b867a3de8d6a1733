import { InputError } from '../../graph/kit/input-error.ts';
import { restMetadata } from '../../graph/kit/metadata.ts';
import { mutation } from '../../graph/kit/mutation.ts';
import { TaxRate } from '../tax-rates.ts';
import { restTaxRate, taxRateInput } from './input.ts';

const MAX_PERCENTAGE = 100;
const MAX_DECIMALS = 4;

/** REST takes four decimals and refuses more, such as those of `0.1 + 0.2`. */
const checkedPercentage = (percentage: number): number => {
  const hasDecimals = Number(percentage.toFixed(MAX_DECIMALS)) === percentage;
  if (hasDecimals && percentage >= 0 && percentage <= MAX_PERCENTAGE) return percentage;
  throw new InputError(
    ['percentage'],
    `\`percentage\` must be from 0 to ${MAX_PERCENTAGE} with at most ${MAX_DECIMALS} decimals, such as 8.875.`,
  );
};

/** POST /v1/tax_rates */
mutation({
  name: 'createTaxRate',
  description:
    'Makes a tax rate. Its percentage, and whether prices include it, cannot be changed later: make another one, and set `active` of this one to false.',
  endpoint: '/v1/tax_rates',
  object: { field: 'taxRate', type: TaxRate, description: 'The tax rate.' },
  input: (t) => ({
    ...taxRateInput(t),
    displayName: t.string({
      required: true,
      description: 'Its name for customers, such as `VAT`, 1 to 50 characters.',
    }),
    inclusive: t.boolean({
      required: true,
      description: 'True when prices include the tax, false when it comes on top of them.',
    }),
    percentage: t.float({
      required: true,
      description: 'The rate in percent, from 0 to 100 with at most 4 decimals: 8.875 for 8.875 %.',
    }),
  }),
  expand: [],
  params: ({ inclusive, metadata, percentage, ...given }) => ({
    ...restTaxRate(given),
    inclusive,
    metadata: restMetadata(metadata),
    percentage: checkedPercentage(percentage),
  }),
});
