import type Stripe from 'stripe';
import { day, seedId } from './generator.ts';
import { OWN_BANK, SUPPLIERS_BANK } from './payment-methods.ts';

/** The permission under which inbound transfers take money from the platform's own bank account. */
export const OWN_MANDATE = seedId('mandate', 1, 'Bank');

/** The other one was given on paper, for one payment that has been made. */
export const mandates = (): Stripe.Mandate[] => [
  {
    id: OWN_MANDATE,
    object: 'mandate',
    customer_acceptance: {
      accepted_at: day('2023-02-20'),
      online: { ip_address: '192.0.2.17', user_agent: 'Mozilla/5.0' },
      type: 'online',
    },
    livemode: false,
    multi_use: {},
    payment_method: OWN_BANK,
    payment_method_details: { type: 'us_bank_account', us_bank_account: {} },
    status: 'active',
    type: 'multi_use',
  },
  {
    id: seedId('mandate', 2, 'Bank'),
    object: 'mandate',
    customer_acceptance: { accepted_at: day('2023-03-01'), offline: {}, type: 'offline' },
    livemode: false,
    payment_method: SUPPLIERS_BANK,
    payment_method_details: { type: 'us_bank_account', us_bank_account: { collection_method: 'paper' } },
    single_use: { amount: 25_000, currency: 'usd' },
    status: 'inactive',
    type: 'single_use',
  },
];
