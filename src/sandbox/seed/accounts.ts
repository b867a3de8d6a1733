import type Stripe from 'stripe';
import { DAY, day, embeddedList } from './generator.ts';

type Account = Stripe.Account;

/** The connected accounts that transfers go to. */
const ACCOUNTS: readonly (readonly [id: string, name: string, country: string, currency: string])[] = [
  ['acct_1MTfjCQ9PRzxEwkZ', 'Rocket Rides', 'US', 'usd'],
  ['acct_1SeedAlder00001', 'Alder Crafts', 'US', 'usd'],
  ['acct_1SeedBirch00002', 'Birch Books', 'DE', 'eur'],
  ['acct_1SeedCedar00003', 'Cedar Bikes', 'JP', 'jpy'],
];

const requirements = (due: string[]): Stripe.Account.Requirements => ({
  alternatives: [],
  current_deadline: null,
  currently_due: due,
  disabled_reason: due.length > 0 ? 'requirements.past_due' : null,
  errors: [],
  eventually_due: [...due],
  past_due: [...due],
  pending_verification: [],
});

export const accounts = (): Account[] =>
  ACCOUNTS.map(([id, name, country, currency], index): Account => {
    // The last one has not finished its onboarding: it is charged nothing and paid nothing yet.
    const isReady = index < ACCOUNTS.length - 1;
    const slug = name.toLowerCase().replace(' ', '-');
    return {
      id,
      object: 'account',
      business_profile: {
        annual_revenue: null,
        estimated_worker_count: null,
        mcc: '5734',
        name,
        product_description: null,
        support_address: null,
        support_email: `help@${slug}.example`,
        support_phone: null,
        support_url: null,
        url: `https://${slug}.example`,
      },
      business_type: index % 2 === 0 ? 'company' : 'individual',
      capabilities: { card_payments: isReady ? 'active' : 'inactive', transfers: 'active' },
      charges_enabled: isReady,
      controller: { type: 'account' },
      country,
      created: day('2022-10-03') + index * 11 * DAY,
      default_currency: currency,
      details_submitted: isReady,
      email: `owner@${slug}.example`,
      external_accounts: embeddedList(`/v1/accounts/${id}/external_accounts`, []),
      future_requirements: { ...requirements([]) },
      metadata: index === 1 ? { region: 'west' } : {},
      payouts_enabled: isReady,
      requirements: requirements(isReady ? [] : ['external_account', 'tos_acceptance.date']),
      settings: {
        bacs_debit_payments: { display_name: null, service_user_number: null },
        branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
        card_issuing: { tos_acceptance: { date: null, ip: null } },
        card_payments: {
          decline_on: { avs_failure: false, cvc_failure: true },
          statement_descriptor_prefix: null,
          statement_descriptor_prefix_kana: null,
          statement_descriptor_prefix_kanji: null,
        },
        dashboard: { display_name: name, timezone: 'Etc/UTC' },
        invoices: { default_account_tax_ids: null },
        payments: {
          statement_descriptor: name.toUpperCase(),
          statement_descriptor_kana: null,
          statement_descriptor_kanji: null,
          statement_descriptor_prefix_kana: null,
          statement_descriptor_prefix_kanji: null,
        },
        payouts: {
          debit_negative_balances: true,
          schedule: { delay_days: 2, interval: 'daily' },
          statement_descriptor: null,
        },
        sepa_debit_payments: {},
      },
      tos_acceptance: { date: isReady ? day('2022-11-30') : null, ip: null, user_agent: null },
      type: 'standard',
    };
  });
