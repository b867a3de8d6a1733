import type Stripe from 'stripe';
import { day } from './generator.ts';

type Authorization = Stripe.Issuing.Authorization;

const CARD = 'ic_1SeedCard00001';
const CARDHOLDER = 'ich_1SeedHolder0001';

const noLimits = () => ({
  allowed_categories: null,
  allowed_merchant_countries: null,
  blocked_categories: null,
  blocked_merchant_countries: null,
  spending_limits: [],
  spending_limits_currency: null,
});

const cardholder = (): Stripe.Issuing.Cardholder => ({
  id: CARDHOLDER,
  object: 'issuing.cardholder',
  billing: {
    address: {
      city: 'Everytown',
      country: 'US',
      line1: '5 Main Street',
      line2: null,
      postal_code: '94102',
      state: 'CA',
    },
  },
  company: null,
  created: day('2023-02-01'),
  email: 'ada.eriksen@example.com',
  individual: null,
  livemode: false,
  metadata: {},
  name: 'Ada Eriksen',
  phone_number: null,
  preferred_locales: [],
  requirements: { disabled_reason: null, past_due: [] },
  spending_controls: noLimits(),
  status: 'active',
  type: 'individual',
});

const card = (): Stripe.Issuing.Card => ({
  id: CARD,
  object: 'issuing.card',
  brand: 'Visa',
  cancellation_reason: null,
  cardholder: cardholder(),
  created: day('2023-02-02'),
  currency: 'usd',
  exp_month: 2,
  exp_year: 2028,
  financial_account: 'fa_1Seed000001',
  last4: '0005',
  livemode: false,
  metadata: {},
  personalization_design: null,
  replaced_by: null,
  replacement_for: null,
  replacement_reason: null,
  shipping: null,
  spending_controls: noLimits(),
  status: 'active',
  type: 'virtual',
  wallets: {
    apple_pay: { eligible: true, ineligible_reason: null },
    google_pay: { eligible: true, ineligible_reason: null },
    primary_account_identifier: null,
  },
});

interface Given {
  readonly id: string;
  readonly amount: number;
  readonly created: number;
  readonly ending: 'open' | 'released' | 'captured';
  /** The treasury transaction that holds the amount. */
  readonly transaction: string;
  readonly debits: readonly string[];
}

/** A card was shown to a merchant, and the amount is held until it is captured or let go of. */
export const authorization = ({ id, amount, created, ending, transaction, debits }: Given): Authorization => ({
  id,
  object: 'issuing.authorization',
  // What is captured or released is no longer authorized.
  amount: ending === 'open' ? amount : 0,
  amount_details: { atm_fee: null, cashback_amount: null },
  approved: true,
  authorization_method: 'online',
  balance_transactions: [],
  card: card(),
  cardholder: CARDHOLDER,
  created,
  currency: 'usd',
  fleet: null,
  fuel: null,
  livemode: false,
  merchant_amount: ending === 'open' ? amount : 0,
  merchant_currency: 'usd',
  merchant_data: {
    category: 'taxicabs_limousines',
    category_code: '4121',
    city: 'San Francisco',
    country: 'US',
    name: 'Rocket Rides',
    network_id: '1234567890',
    postal_code: '94107',
    state: 'CA',
    terminal_id: null,
    url: null,
  },
  metadata: {},
  network_data: null,
  pending_request: null,
  request_history: [],
  status: ending === 'open' ? 'pending' : ending === 'captured' ? 'closed' : 'reversed',
  token: null,
  transactions: [],
  treasury: { received_credits: [], received_debits: [...debits], transaction },
  verification_data: {
    address_line1_check: 'not_provided',
    address_postal_code_check: 'match',
    authentication_exemption: null,
    cvc_check: 'match',
    expiry_check: 'match',
    postal_code: '94102',
    three_d_secure: null,
  },
  wallet: null,
});
