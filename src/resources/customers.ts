import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { enumeration } from '../graph/kit/enumeration.ts';
import {
  amount,
  count,
  currency,
  flag,
  identifierOf,
  livemode,
  metadata,
  text,
  texts,
  timestamp,
} from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { lookup } from '../graph/kit/lookup.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { nodeType } from '../graph/kit/node.ts';
import { Address } from './address.ts';
import { currencyAmounts } from './currency-amount.ts';
import { CustomerInvoiceSettings } from './customers/invoice-settings.ts';
import { Shipping } from './shipping.ts';

/**
 * REST no longer lets callers choose a customer's id, but old ones that were chosen may be any text. So only the id of
 * an account is refused: that is the usual mistake where either can stand.
 */
const CUSTOMER_ID = /^(?!acct_[A-Za-z0-9]+$)(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,255}$/u;

const CustomerTaxExempt = enumeration<Stripe.Customer.TaxExempt>('CustomerTaxExempt', 'Whether a customer owes tax.', {
  exempt: 'They owe none.',
  none: 'They owe what everybody owes.',
  reverse: 'They account for the tax themselves (reverse charge).',
});

/** GET /v1/customers/{id} */
export const Customer = nodeType<Stripe.Customer>('Customer', {
  object: 'customer',
  prefix: 'cus_',
  idPattern: CUSTOMER_ID,
  pathPattern: /^cus_[A-Za-z0-9_]{1,128}$/,
  idDescription:
    'Stripe id, begins with `cus_`; of an old customer perhaps a text that the account made, such as an email, by which they cannot be asked for.',
  endpoint: '/v1/customers/{id}',
  description: 'Someone who buys from the account.',
  fields: (t) => ({
    address: nested(t, 'address', 'Where they live; may be null.', { type: Address, nullable: true }),
    balance: amount(
      t,
      'balance',
      'What their next invoices add or take off, in the smallest unit of their currency: negative is in their favour.',
    ),
    created: timestamp(t, 'created', 'When they were made.'),
    ...currency(t, 'The currency that they are billed in; null until they are.', { nullable: true }),
    defaultSource: identifierOf(
      t,
      'default_source',
      'Id of what they pay with when nothing else is said, if it is older than payment methods; else null.',
      { nullable: true },
    ),
    delinquent: flag(t, 'delinquent', 'Whether their last invoice was not paid in time; may be null.', {
      nullable: true,
    }),
    description: text(t, 'description', 'Free text for people; null when none was given.', { nullable: true }),
    email: text(t, 'email', 'Email address; null when none was given.', { nullable: true }),
    invoiceCreditBalance: currencyAmounts(
      t,
      'invoice_credit_balance',
      'What their next invoices add or take off, for each currency; may be null.',
      { nullable: true },
    ),
    invoicePrefix: text(t, 'invoice_prefix', 'What the numbers of their invoices begin with; may be null.', {
      nullable: true,
    }),
    invoiceSettings: nested(t, 'invoice_settings', 'How they are billed.', { type: CustomerInvoiceSettings }),
    livemode: livemode(t),
    metadata: metadata(t),
    name: text(t, 'name', 'Full name; null when none was given.', { nullable: true }),
    nextInvoiceSequence: count(t, 'next_invoice_sequence', 'The number of their next invoice; may be null.', {
      nullable: true,
    }),
    phone: text(t, 'phone', 'Telephone number; null when none was given.', { nullable: true }),
    preferredLocales: texts(t, 'preferred_locales', 'The languages that they would like, best first; may be null.', {
      nullable: true,
    }),
    shipping: nested(t, 'shipping', 'Where goods are sent to; may be null.', { type: Shipping, nullable: true }),
    taxExempt: enumerated(t, 'tax_exempt', 'Whether they owe tax; may be null.', {
      type: CustomerTaxExempt,
      nullable: true,
    }),
    testClock: identifierOf(t, 'test_clock', 'Id of the clock that their time goes by in tests; else null.', {
      nullable: true,
    }),
  }),
});

const CustomerConnection = connectionType(Customer, 'customers');

builder.queryFields((t) => ({
  customer: lookup(
    t,
    Customer,
    'A customer by their id, or null when there is none. One that was deleted is null where more than `id` is selected.',
  ),
  customers: connection(t, CustomerConnection, {
    description: 'Customers, newest first; deleted ones are not among them.',
    args: {
      created: t.arg({ type: TimestampRange, description: 'Only those made in this range.' }),
      email: t.arg.string({ description: 'Only those with this email address, in exactly these letters.' }),
      testClock: t.arg.string({ description: 'Only those whose time goes by this clock, in tests.' }),
    },
    endpoint: '/v1/customers',
    filters: ({ created, email, testClock }) => ({
      created: restRange(created, 'created'),
      email: email ?? undefined,
      test_clock: testClock ?? undefined,
    }),
  }),
}));
