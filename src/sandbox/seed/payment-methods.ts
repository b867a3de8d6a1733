import type Stripe from 'stripe';
import { day, seedId } from './generator.ts';

type PaymentMethod = Stripe.PaymentMethod;

/** The platform's own bank account, which money comes from and goes to. */
export const OWN_BANK = seedId('pm', 1, 'Bank');
export const SUPPLIERS_BANK = seedId('pm', 2, 'Bank');

const bank = (id: string, name: string, customer: string | null): PaymentMethod => ({
  id,
  object: 'payment_method',
  allow_redisplay: 'unspecified',
  billing_details: {
    address: {
      city: 'San Francisco',
      country: 'US',
      line1: '1 Fake Street',
      line2: null,
      postal_code: '94102',
      state: 'CA',
    },
    email: null,
    name,
    phone: null,
  },
  created: day('2023-02-20'),
  customer,
  livemode: false,
  metadata: {},
  type: 'us_bank_account',
  us_bank_account: {
    account_holder_type: 'company',
    account_type: 'checking',
    bank_name: 'STRIPE TEST BANK',
    financial_connections_account: null,
    fingerprint: 'AuoSJ18zsVWV9SPc',
    last4: '6789',
    networks: { preferred: 'ach', supported: ['ach', 'us_domestic_wire'] },
    routing_number: '110000000',
    status_details: null,
  },
});

export const paymentMethods = (): PaymentMethod[] => [
  bank(OWN_BANK, 'Jane Austen', null),
  bank(SUPPLIERS_BANK, 'Acme Supplies', 'cus_1SeedSupplier001'),
];
