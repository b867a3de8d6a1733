import type Stripe from 'stripe';
import { enumeration } from '../../graph/kit/enumeration.ts';

export const TaxRateType = enumeration<Stripe.TaxRate.RateType>(
  'TaxRateType',
  'How a tax rate turns an amount into tax.',
  { flat_amount: 'A fixed amount, whatever was sold.', percentage: 'A percentage of the taxable amount.' },
);
