import type Stripe from 'stripe';
import { enumeration } from '../../graph/kit/enumeration.ts';

export const TaxabilityReason = enumeration<Stripe.Tax.Calculation.TaxBreakdown.TaxabilityReason>(
  'TaxabilityReason',
  'Why something was taxed as it was.',
  {
    customer_exempt: 'Not taxed: the customer is exempt.',
    not_collecting: 'Not taxed: the seller does not collect tax there.',
    not_subject_to_tax: 'Not taxed: there is no tax on this there.',
    not_supported: 'Not taxed: Stripe does not compute the tax of that place.',
    portion_product_exempt: 'A part of the price is exempt.',
    portion_reduced_rated: 'A part of the price is taxed at a reduced rate.',
    portion_standard_rated: 'A part of the price is taxed at the standard rate.',
    product_exempt: 'Not taxed: the product is exempt.',
    product_exempt_holiday: 'Not taxed: the product is exempt during a tax holiday.',
    proportionally_rated: 'Taxed at rates in proportion to its parts.',
    reduced_rated: 'Taxed at a reduced rate.',
    reverse_charge: 'Not taxed: the customer owes the tax, not the seller.',
    standard_rated: 'Taxed at the standard rate.',
    taxable_basis_reduced: 'Taxed on less than the whole amount.',
    zero_rated: 'Taxed at a rate of zero.',
  },
);
