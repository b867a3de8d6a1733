import type { ObjectFieldBuilder } from '@pothos/core';
import type Stripe from 'stripe';
import { builder, type Types } from '../../graph/kit/builder.ts';
import { connection, connectionType } from '../../graph/kit/connection.ts';
import { enumerated, enumeratedList } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { currencies, livemode, metadata, text, timestamp } from '../../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../../graph/kit/filters.ts';
import { lookup } from '../../graph/kit/lookup.ts';
import { nested, nestedList } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { included } from '../../graph/kit/reference.ts';
import { FinancialAccountFeatures } from './shared/financial-account-features.ts';
import {
  FinancialAccountBalance,
  FinancialAccountPlatformRestrictions,
  FinancialAccountStatus,
  FinancialAccountStatusDetails,
} from './shared/financial-account-status.ts';
import { FinancialAddress } from './shared/financial-address.ts';

const FinancialAccountFeature = enumeration<Stripe.Treasury.FinancialAccount.ActiveFeature>(
  'FinancialAccountFeature',
  'Something that a financial account can do.',
  {
    card_issuing: 'Issued cards spend from it.',
    deposit_insurance: 'Its deposits are insured.',
    'financial_addresses.aba': 'It has an account number and routing number in the United States.',
    'financial_addresses.aba.forwarding': 'It takes over an account number of another bank.',
    'inbound_transfers.ach': "It pulls money in from the holder's own bank accounts over ACH.",
    intra_stripe_flows: 'It pays other financial accounts.',
    'outbound_payments.ach': 'It pays others over ACH.',
    'outbound_payments.us_domestic_wire': 'It pays others by wire.',
    'outbound_transfers.ach': "It sends money to the holder's own bank accounts over ACH.",
    'outbound_transfers.us_domestic_wire': "It sends money to the holder's own bank accounts by wire.",
    remote_deposit_capture: 'Photographed checks can be paid in.',
  },
);

type FeatureList = 'active_features' | 'pending_features' | 'restricted_features';

const featureList = (
  t: ObjectFieldBuilder<Types, Stripe.Treasury.FinancialAccount>,
  key: FeatureList,
  description: string,
) =>
  enumeratedList(t, key, `${description} Empty when REST names none.`, {
    type: FinancialAccountFeature,
    emptyWhenMissing: true,
  });

/** GET /v1/treasury/financial_accounts/{financial_account} */
export const FinancialAccount = nodeType<Stripe.Treasury.FinancialAccount>('FinancialAccount', {
  object: 'treasury.financial_account',
  prefix: 'fa_',
  endpoint: '/v1/treasury/financial_accounts/{id}',
  description: 'An account that keeps money at Stripe, with a balance of its own.',
  fields: (t) => ({
    activeFeatures: featureList(t, 'active_features', 'What it can do.'),
    balance: nested(t, 'balance', 'The money in it.', { type: FinancialAccountBalance }),
    country: text(t, 'country', 'Its country as two upper-case letters (ISO 3166), such as `US`.'),
    created: timestamp(t, 'created', 'When it was made.'),
    features: t.field({
      type: FinancialAccountFeatures,
      nullable: true,
      description:
        'What it can do, with the reasons for what it cannot. Costs no call of its own where it can be expanded.',
      extensions: { rest: { kind: 'include', key: 'features' } },
      resolve: (account, _args, context, info) =>
        included(account, 'features', context, info) as Promise<Stripe.Treasury.FinancialAccountFeatures | null>,
    }),
    financialAddresses: nestedList(
      t,
      'financial_addresses',
      'Where others can send money to it; empty when it has no address.',
      { type: FinancialAddress },
    ),
    livemode: livemode(t),
    metadata: metadata(t, { nullable: true }),
    pendingFeatures: featureList(t, 'pending_features', 'What it cannot do yet.'),
    platformRestrictions: nested(
      t,
      'platform_restrictions',
      'What the platform keeps it from doing; null when nothing was set.',
      { type: FinancialAccountPlatformRestrictions, nullable: true },
    ),
    restrictedFeatures: featureList(t, 'restricted_features', 'What it was asked to do and cannot.'),
    status: enumerated(t, 'status', 'Whether it is open.', { type: FinancialAccountStatus }),
    statusDetails: nested(t, 'status_details', 'More about its status.', { type: FinancialAccountStatusDetails }),
    supportedCurrencies: currencies(t, 'supported_currencies', 'The currencies that it can hold.'),
  }),
});

const FinancialAccountConnection = connectionType(FinancialAccount, 'financial accounts');

builder.queryFields((t) => ({
  financialAccount: lookup(t, FinancialAccount, 'A financial account by its id, or null when there is none.'),
  financialAccounts: connection(t, FinancialAccountConnection, {
    description: 'Financial accounts, newest first.',
    args: { created: t.arg({ type: TimestampRange, description: 'Only those made in this range.' }) },
    endpoint: '/v1/treasury/financial_accounts',
    filters: ({ created }) => ({ created: restRange(created, 'created') }),
  }),
}));
