import type Stripe from 'stripe';
import { DAY, day, seedId } from './generator.ts';

/** Everybody the other objects of the seed speak of, and a few more. */

const PEOPLE: readonly (readonly [id: string, name: string, description?: string])[] = [
  ['cus_1SeedHolder0001', 'Jane Austen', 'Holds two of the bank accounts'],
  ['cus_1SeedBuyer00001', 'Mary Archer', 'Buys again and again'],
  ['cus_1SeedBuyer00002', 'Carl Bennett'],
  ['cus_1SeedBuyer00003', 'Emmy Castillo', 'Buys from the EU, with a VAT id'],
  ['cus_1SeedSupplier001', 'Acme Supplies', 'Is paid by outbound payments'],
  // REST made such ids long ago, when a caller could choose them.
  ['user_1234', 'Blaise Dahl', 'Has an id of the platform’s own making'],
  ...['Ada Eriksen', 'Dorothy Fontaine', 'Grace Gupta', 'Katherine Archer', 'Ada Bennett', 'Carl Dahl'].map(
    (name, index) => [seedId('cus', index + 1, 'Shop'), name] as const,
  ),
];

/** Gone, and still named by what was bought before. */
export const DELETED_CUSTOMER = seedId('cus', 1, 'Gone');
export const SHOPPERS = PEOPLE.map(([id]) => id).filter((id) => id.startsWith('cus_1SeedShop'));

const emailOf = (name: string): string => `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;

export const customers = (): (Stripe.Customer | Stripe.DeletedCustomer)[] => [
  ...PEOPLE.map(([id, name, description = null], index): Stripe.Customer => {
    const hasAddress = index % 3 !== 2;
    return {
      id,
      object: 'customer',
      address: hasAddress
        ? {
            city: 'Everytown',
            country: 'US',
            line1: `${index + 1} Main Street`,
            line2: null,
            postal_code: '94102',
            state: 'CA',
          }
        : null,
      balance: index === 2 ? -1_500 : 0,
      created: day('2022-11-01') + index * 9 * DAY,
      currency: 'usd',
      default_source: null,
      delinquent: false,
      description,
      discount: null,
      email: emailOf(name),
      invoice_prefix: `SEED${String(index + 1).padStart(4, '0')}`,
      invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
      livemode: false,
      metadata: index === 1 ? { tier: 'gold' } : {},
      name,
      next_invoice_sequence: 1,
      phone: hasAddress ? `+1 555-555-${String(1_000 + index)}` : null,
      preferred_locales: index === 3 ? ['de', 'en'] : [],
      shipping: null,
      tax_exempt: index === 3 ? 'reverse' : 'none',
      test_clock: null,
    };
  }),
  { id: DELETED_CUSTOMER, object: 'customer', deleted: true },
];
