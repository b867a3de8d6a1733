import { checkedInputId } from '../../graph/kit/input-error.ts';
import { restMetadataUpdate } from '../../graph/kit/metadata.ts';
import { mutation } from '../../graph/kit/mutation.ts';
import { TaxRate } from '../tax-rates.ts';
import { restTaxRate, taxRateInput } from './input.ts';

/** POST /v1/tax_rates/{tax_rate} */
mutation({
  name: 'updateTaxRate',
  description:
    'Changes what a tax rate is called and whether it can be used. What is not given stays as it is, and so does what was taxed with it.',
  endpoint: '/v1/tax_rates/{tax_rate}',
  object: { field: 'taxRate', type: TaxRate, description: 'The tax rate as it is now.' },
  input: (t) => ({
    id: t.id({ required: true, description: 'Id of the tax rate, begins with `txr_`.' }),
    ...taxRateInput(t),
    clearMetadata: t.boolean({ description: 'True to delete every key of the metadata, in place of `metadata`.' }),
    displayName: t.string({ description: 'Its name for customers, such as `VAT`, 1 to 50 characters.' }),
  }),
  expand: [],
  renamed: { tax_rate: ['id'] },
  values: ({ id }) => ({ tax_rate: checkedInputId(TaxRate.resource, id, ['id']) }),
  params: ({ metadata, clearMetadata, ...given }) => {
    const changed = restTaxRate(given);
    // Metadata may be left out where something else is given.
    const isEnough = metadata == null && !clearMetadata && Object.values(changed).some((value) => value !== undefined);
    return isEnough ? changed : { ...changed, metadata: restMetadataUpdate(metadata, clearMetadata) };
  },
});
