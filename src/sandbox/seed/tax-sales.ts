import type Stripe from 'stripe';
import { seedId } from './generator.ts';
import { australia, britain, california, germany, japan, type Market, ontario } from './tax-markets.ts';

type CustomerDetails = Stripe.Tax.Transaction.CustomerDetails;

export type Line = { amount: number; quantity: number };

export type Sale = {
  /** The transaction's id, where the sale has become one. */
  transaction?: string;
  /** The calculation's id, where it is kept. */
  calculation?: string;
  date: string;
  expires?: string;
  market: Market;
  lines: readonly Line[];
  shipping?: { amount: number; taxed: boolean };
  customer?: string;
  override?: CustomerDetails['taxability_override'];
  shipsFrom?: 'TX';
  metadata?: Record<string, string>;
};

const line = (amount: number, quantity = 1): Line => ({ amount, quantity });
const manyLines = Array.from({ length: 25 }, (_, index) => line(1_000 + 100 * index, (index % 3) + 1));
const tax = (n: number): string => seedId('tax', n);
const calculation = (n: number): string => seedId('taxcalc', n);

const FAR_AWAY = '2100-01-01';

export const SALES: readonly Sale[] = [
  {
    transaction: tax(1),
    calculation: calculation(1),
    date: '2024-01-10',
    market: california,
    lines: [line(1_499)],
    shipping: { amount: 300, taxed: false },
    shipsFrom: 'TX',
    metadata: { channel: 'web' },
  },
  {
    transaction: tax(2),
    calculation: calculation(2),
    date: '2024-01-24',
    market: australia,
    lines: manyLines,
    shipping: { amount: 1_500, taxed: true },
    customer: 'cus_1SeedBuyer00001',
  },
  {
    transaction: tax(3),
    date: '2024-02-07',
    market: germany,
    lines: [line(11_900), line(2_380, 2), line(595)],
    shipping: { amount: 476, taxed: true },
  },
  // Wholly reversed by number 101.
  {
    transaction: tax(4),
    calculation: calculation(4),
    date: '2024-02-21',
    market: california,
    lines: [line(5_000, 2), line(2_500)],
    shipping: { amount: 700, taxed: false },
    customer: 'cus_1SeedBuyer00002',
  },
  // Partly reversed, line by line, by number 102.
  {
    transaction: tax(5),
    calculation: calculation(5),
    date: '2024-03-06',
    market: britain,
    lines: [line(12_000, 3), line(6_000)],
  },
  // Partly reversed, by a flat amount, by number 103.
  { transaction: tax(6), date: '2024-03-20', market: australia, lines: [line(1_000), line(2_000)] },
  { transaction: tax(7), date: '2024-04-03', market: ontario, lines: [line(8_000), line(4_500, 5)] },
  { transaction: tax(8), date: '2024-04-17', market: japan, lines: [line(110_000), line(5_500)], metadata: {} },
  {
    transaction: tax(9),
    date: '2024-05-01',
    market: germany,
    lines: [line(50_000)],
    override: 'reverse_charge',
    customer: 'cus_1SeedBuyer00003',
  },
  {
    transaction: tax(10),
    date: '2024-05-15',
    market: california,
    lines: [line(20_000, 4)],
    shipping: { amount: 900, taxed: true },
    override: 'customer_exempt',
  },
  { transaction: tax(11), date: '2024-05-29', market: britain, lines: [line(2_400)], shipsFrom: 'TX' },
  {
    transaction: tax(12),
    calculation: calculation(12),
    date: '2024-06-12',
    market: ontario,
    lines: [line(3_000), line(3_100), line(3_200)],
    shipping: { amount: 1_000, taxed: true },
  },
  { transaction: tax(13), date: '2024-06-26', market: california, lines: manyLines.slice(0, 10) },
  { transaction: tax(14), date: '2024-07-10', market: california, lines: manyLines.slice(0, 11) },
  {
    calculation: seedId('taxcalc', 1, 'Open'),
    date: '2024-10-01',
    expires: FAR_AWAY,
    market: california,
    lines: [line(1_499), line(2_998, 2)],
    shipping: { amount: 500, taxed: false },
  },
  {
    calculation: seedId('taxcalc', 2, 'Open'),
    date: '2024-10-02',
    expires: FAR_AWAY,
    market: germany,
    lines: [line(11_900)],
    customer: 'cus_1SeedBuyer00001',
  },
  {
    calculation: seedId('taxcalc', 3, 'Open'),
    date: '2024-10-03',
    expires: FAR_AWAY,
    market: australia,
    lines: manyLines,
    shipping: { amount: 1_500, taxed: true },
  },
  { calculation: seedId('taxcalc', 1, 'Expired'), date: '2023-10-01', market: california, lines: [line(4_200)] },
];
