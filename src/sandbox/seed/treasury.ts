import type Stripe from 'stripe';
import { FEATURES, featureHash } from '../treasury/features.ts';
import { DAY, day, HOUR, random, seedId } from './generator.ts';
import { authorized, creditReversed, debited, debitRefused, debitReversed } from './treasury-debits.ts';
import { credited, creditRefused, other, paidByOtherAccount, paidOut, pulled } from './treasury-inbound.ts';
import { Ledger } from './treasury-ledger.ts';
import { outbound, type Scenario, type Stage } from './treasury-outbound.ts';
import { reversibleCredit, reversibleDebit } from './treasury-reversible.ts';

type FinancialAccount = Stripe.Treasury.FinancialAccount;

const OPENED = day('2023-03-01');

/** What happens again and again. */
const SETTLED: readonly Scenario[] = [
  credited('ach'),
  outbound('outbound_payment', 'posted'),
  authorized(1, 'captured'),
  outbound('outbound_transfer', 'posted', 'us_domestic_wire'),
  pulled('succeeded'),
  outbound('outbound_payment', 'failed'),
  debited,
  credited('us_domestic_wire'),
  outbound('outbound_transfer', 'canceled'),
  creditReversed('posted'),
  outbound('outbound_payment', 'returned'),
  paidByOtherAccount,
  pulled('failed'),
  debitReversed('succeeded'),
  outbound('outbound_payment', 'canceled'),
  creditRefused,
  other,
  outbound('outbound_transfer', 'returned'),
  pulled('returned'),
  creditReversed('canceled'),
  outbound('outbound_payment', 'posted', 'us_domestic_wire'),
  debitRefused,
  paidOut,
  authorized(2, 'released'),
  outbound('outbound_transfer', 'failed'),
  debitReversed('failed', 'card'),
  pulled('canceled'),
  outbound('outbound_transfer', 'posted'),
];

/** What is still under way when the seed ends. */
const UNDER_WAY: readonly Scenario[] = [
  outbound('outbound_payment', 'processing'),
  outbound('outbound_transfer', 'processing'),
  pulled('processing'),
  creditReversed('processing'),
  debitReversed('processing'),
  authorized(1, 'open'),
];

const ROUNDS = 6;

export const treasury = (): object[] => {
  const operating = new Ledger(seedId('fa', 1), 'A');
  const savings = new Ledger(seedId('fa', 2), 'B');
  const closed = new Ledger(seedId('fa', 3), 'C');
  const luck = random(3);
  const main: Stage = { books: operating, others: savings, luck };

  // More than 32 bits hold, so that no balance runs dry.
  credited('us_domestic_wire', 3_000_000_000)(main, OPENED + 9 * HOUR);
  credited('us_domestic_wire', 50_000_000)({ ...main, books: savings }, OPENED + 10 * HOUR);
  debited({ ...main, books: savings }, OPENED + 30 * DAY);
  credited('ach', 75_000)({ ...main, books: closed }, OPENED + 20 * DAY);
  emptied(closed, 75_000, OPENED + 60 * DAY);

  const story = [...Array.from({ length: ROUNDS }, () => SETTLED).flat(), authorized(14, 'released'), ...UNDER_WAY];
  for (const [index, scenario] of story.entries()) {
    scenario(main, OPENED + DAY + index * 3 * DAY + luck.int(0, DAY));
  }
  for (let n = 0; n < 6; n += 1) {
    const scenario = n % 2 === 0 ? reversibleCredit : reversibleDebit;
    scenario({ ...main, books: savings }, OPENED + (2 + n) * DAY);
  }

  return [
    account(operating, 'Operating', { metadata: { purpose: 'operating' } }),
    account(savings, 'Savings', {
      pending_features: ['outbound_payments.us_domestic_wire'],
      restricted_features: ['card_issuing'],
      platform_restrictions: { inbound_flows: 'unrestricted', outbound_flows: 'restricted' },
    }),
    account(closed, 'Closed', {
      active_features: [],
      restricted_features: [...FEATURES],
      status: 'closed',
      status_details: { closed: { reasons: ['closed_by_platform'] } },
    }),
    ...[operating, savings, closed].flatMap((books) => books.objects),
  ];
};

const emptied = (books: Ledger, amount: number, at: number): void => {
  const steps = [{ type: 'other', at, cash: -amount }] as const;
  books.record({ flowType: 'other', flow: null, amount: -amount, description: 'Account closed', steps });
};

const account = (books: Ledger, holder: string, given: Partial<FinancialAccount>): FinancialAccount => {
  const pending = given.pending_features ?? [];
  const restricted = given.restricted_features ?? [];
  const number = `0000000${books.account.slice(-6)}`;
  return {
    id: books.account,
    object: 'treasury.financial_account',
    active_features: FEATURES.filter((feature) => !pending.includes(feature) && !restricted.includes(feature)),
    balance: books.balance(),
    country: 'US',
    created: OPENED + Number(books.account.slice(-6)) * HOUR,
    features: featureHash(
      new Map(
        FEATURES.map((feature) => [
          feature,
          pending.includes(feature) ? 'pending' : restricted.includes(feature) ? 'restricted' : 'active',
        ]),
      ),
    ),
    financial_addresses: [
      {
        type: 'aba',
        supported_networks: ['ach', 'us_domestic_wire'],
        aba: {
          account_holder_name: `Seed ${holder}`,
          account_number: number,
          account_number_last4: number.slice(-4),
          bank_name: 'STRIPE TEST BANK',
          routing_number: '0000000001',
        },
      },
    ],
    livemode: false,
    metadata: {},
    pending_features: [],
    restricted_features: [],
    status: 'open',
    status_details: { closed: null },
    supported_currencies: ['usd'],
    ...given,
  };
};
