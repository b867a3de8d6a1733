import { checkedInputId } from '../../../graph/kit/input-error.ts';
import { restMetadata } from '../../../graph/kit/metadata.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { TaxCalculation } from '../calculations.ts';
import { checkedReference, unixSeconds } from '../input-checks.ts';
import { TaxTransaction } from '../transactions.ts';

/** POST /v1/tax/transactions/create_from_calculation */
mutation({
  name: 'createTaxTransactionFromCalculation',
  endpoint: '/v1/tax/transactions/create_from_calculation',
  description: 'Books a sale and its tax as they were calculated. It can never be changed after that, only reversed.',
  object: { field: 'taxTransaction', type: TaxTransaction, description: 'The transaction.' },
  input: (t) => ({
    calculation: t.id({
      required: true,
      description:
        'Stripe id of the calculation, begins with `taxcalc_`; it must not have expired, 90 days after it was made, and no transaction may have been made from it.',
    }),
    reference: t.string({
      required: true,
      description:
        'Your own name for it, such as an order number, 1 to 500 characters; no two transactions, reversals among them, may have the same.',
    }),
    postedAt: t.field({
      type: 'DateTime',
      description:
        'When the tax counts as collected, for reports: between the tax date of the calculation and now; now when it is not given. REST keeps whole seconds.',
    }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
  }),
  expand: ['line_items'],
  params: ({ calculation, reference, postedAt, metadata }) => ({
    calculation: checkedInputId(TaxCalculation.resource, calculation, ['calculation']),
    metadata: restMetadata(metadata),
    posted_at: unixSeconds(postedAt, 'postedAt'),
    reference: checkedReference(reference),
  }),
});
