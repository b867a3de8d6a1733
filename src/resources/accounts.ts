import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { enumeration } from '../graph/kit/enumeration.ts';
import { currencyCode, flag, metadata, text, timestamp } from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { lookup } from '../graph/kit/lookup.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { nodeType } from '../graph/kit/node.ts';
import { AccountBusinessProfile, AccountCompany } from './accounts/business.ts';
import { capabilities } from './accounts/capabilities.ts';
import { AccountController } from './accounts/controller.ts';
import { AccountRequirements } from './accounts/requirements.ts';

const AccountBusinessType = enumeration<Stripe.Account.BusinessType>(
  'AccountBusinessType',
  'What kind of business stands behind an account.',
  {
    company: 'A company.',
    government_entity: 'A part of a state.',
    individual: 'One person.',
    non_profit: 'An organization that makes no profit.',
  },
);

const AccountType = enumeration<Stripe.Account.Type>('AccountType', 'How a connected account was made.', {
  custom: 'The platform does everything for it.',
  express: 'The platform and Stripe share the work.',
  none: 'By what `controller` says.',
  standard: 'It has an account of its own at Stripe.',
});

/** GET /v1/accounts/{id} */
export const Account = nodeType<Stripe.Account>('Account', {
  object: 'account',
  prefix: 'acct_',
  endpoint: '/v1/accounts/{id}',
  description: 'An account at Stripe: one that is connected to the platform, or the platform itself.',
  fields: (t) => ({
    businessProfile: nested(t, 'business_profile', 'What it does; may be null.', {
      type: AccountBusinessProfile,
      nullable: true,
    }),
    businessType: enumerated(t, 'business_type', 'What kind of business it is; may be null.', {
      type: AccountBusinessType,
      nullable: true,
    }),
    capabilities: capabilities(t),
    chargesEnabled: flag(t, 'charges_enabled', 'Whether it can take payments.'),
    company: nested(t, 'company', 'The company behind it; null when there is none, or REST does not say.', {
      type: AccountCompany,
      nullable: true,
    }),
    controller: nested(t, 'controller', 'Who controls it; may be null.', { type: AccountController, nullable: true }),
    country: text(t, 'country', 'Its country as two upper-case letters (ISO 3166); may be null.', { nullable: true }),
    created: timestamp(t, 'created', 'When it was connected; may be null.', { nullable: true }),
    defaultCurrency: currencyCode(t, 'default_currency', 'The currency that it is paid out in; may be null.', {
      nullable: true,
    }),
    detailsSubmitted: flag(t, 'details_submitted', 'Whether it has told of itself what has to be told first.'),
    email: text(t, 'email', 'Email address for the platform, which Stripe does not write to; may be null.', {
      nullable: true,
    }),
    futureRequirements: nested(t, 'future_requirements', 'What will be required of it later; may be null.', {
      type: AccountRequirements,
      nullable: true,
    }),
    metadata: metadata(t, { nullable: true }),
    payoutsEnabled: flag(t, 'payouts_enabled', 'Whether its money can be paid out.'),
    requirements: nested(t, 'requirements', 'What is required of it; may be null.', {
      type: AccountRequirements,
      nullable: true,
    }),
    type: enumerated(t, 'type', 'How it was made.', { type: AccountType }),
  }),
});

const AccountConnection = connectionType(Account, 'connected accounts');

builder.queryFields((t) => ({
  account: lookup(t, Account, 'An account by its id, or null when there is none.'),
  accounts: connection(t, AccountConnection, {
    description: 'The accounts that are connected to the platform, newest first.',
    args: { created: t.arg({ type: TimestampRange, description: 'Only those that were connected in this range.' }) },
    endpoint: '/v1/accounts',
    filters: ({ created }) => ({ created: restRange(created, 'created') }),
  }),
}));
