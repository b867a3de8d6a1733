import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { amount, count, currency, flag, text } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { Address } from '../address.ts';

const AnnualRevenue = builder.objectRef<Stripe.Account.BusinessProfile.AnnualRevenue>('AccountAnnualRevenue');
AnnualRevenue.implement({
  description: 'What a business takes in a year.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'How much, in the smallest currency unit; may be null.', { nullable: true }),
    ...currency(t, 'Its currency; may be null.', { nullable: true }),
    fiscalYearEnd: text(t, 'fiscal_year_end', 'When that year ended, such as `2024-12-31`; may be null.', {
      nullable: true,
    }),
  }),
});

const MonthlyRevenue = builder.objectRef<Stripe.Account.BusinessProfile.MonthlyEstimatedRevenue>(
  'AccountMonthlyEstimatedRevenue',
);
MonthlyRevenue.implement({
  description: 'What a business thinks it takes in a month.',
  fields: (t) => ({ amount: amount(t, 'amount', 'How much, in the smallest currency unit.'), ...currency(t) }),
});

export const AccountBusinessProfile = builder.objectRef<Stripe.Account.BusinessProfile>('AccountBusinessProfile');
AccountBusinessProfile.implement({
  description: 'What an account does for its living, and where its customers turn to.',
  fields: (t) => ({
    annualRevenue: nested(t, 'annual_revenue', 'What it takes in a year; may be null.', {
      type: AnnualRevenue,
      nullable: true,
    }),
    estimatedWorkerCount: count(t, 'estimated_worker_count', 'About how many people work for it; may be null.', {
      nullable: true,
    }),
    mcc: text(t, 'mcc', 'Its trade as a merchant category code; may be null.', { nullable: true }),
    monthlyEstimatedRevenue: nested(
      t,
      'monthly_estimated_revenue',
      'What it thinks it takes in a month; may be null.',
      {
        type: MonthlyRevenue,
        nullable: true,
      },
    ),
    name: text(t, 'name', 'The name that customers know; may be null.', { nullable: true }),
    productDescription: text(t, 'product_description', 'What it sells; may be null.', { nullable: true }),
    supportAddress: nested(t, 'support_address', 'Where customers can write to; may be null.', {
      type: Address,
      nullable: true,
    }),
    supportEmail: text(t, 'support_email', 'Where customers can send email to; may be null.', { nullable: true }),
    supportPhone: text(t, 'support_phone', 'Where customers can call; may be null.', { nullable: true }),
    supportUrl: text(t, 'support_url', 'A page with help for customers; may be null.', { nullable: true }),
    url: text(t, 'url', 'Its website; may be null.', { nullable: true }),
  }),
});

export const AccountCompany = builder.objectRef<Stripe.Account.Company>('AccountCompany');
AccountCompany.implement({
  description: 'The company behind an account.',
  fields: (t) => ({
    address: nested(t, 'address', 'Where it is; may be null.', { type: Address, nullable: true }),
    directorsProvided: flag(t, 'directors_provided', 'Whether its directors were named; may be null.', {
      nullable: true,
    }),
    executivesProvided: flag(t, 'executives_provided', 'Whether its executives were named; may be null.', {
      nullable: true,
    }),
    name: text(t, 'name', 'Its legal name; may be null.', { nullable: true }),
    ownersProvided: flag(t, 'owners_provided', 'Whether its owners were named; may be null.', { nullable: true }),
    phone: text(t, 'phone', 'Its telephone number; may be null.', { nullable: true }),
    structure: text(t, 'structure', 'Its legal form, such as `private_company`; may be null.', { nullable: true }),
    taxIdProvided: flag(t, 'tax_id_provided', 'Whether its tax id was given; may be null.', { nullable: true }),
    vatIdProvided: flag(t, 'vat_id_provided', 'Whether its VAT number was given; may be null.', { nullable: true }),
  }),
});
