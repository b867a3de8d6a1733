import type Stripe from 'stripe';
import { enumeration } from '../../graph/kit/enumeration.ts';

export const TaxType = enumeration<Stripe.Tax.Calculation.TaxBreakdown.TaxRateDetails.TaxType>(
  'TaxType',
  'What kind of tax it is.',
  {
    amusement_tax: 'Tax on entertainment.',
    communications_tax: 'Tax on telecommunication.',
    gst: 'Goods and services tax.',
    hst: 'Harmonized sales tax, Canada.',
    igst: 'Integrated goods and services tax, India.',
    jct: 'Consumption tax, Japan.',
    lease_tax: 'Tax on leases and rents.',
    pst: 'Provincial sales tax, Canada.',
    qst: 'Quebec sales tax, Canada.',
    retail_delivery_fee: 'Fee on deliveries to retail customers.',
    rst: 'Retail sales tax, Canada.',
    sales_tax: 'Sales tax, United States.',
    service_tax: 'Tax on services.',
    vat: 'Value-added tax.',
  },
);
