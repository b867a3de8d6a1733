import type { Bank, Row } from './row.ts';

const ADDRESS = 'customer_details[address][country]=US&customer_details[address][postal_code]=94080';
const CALCULATION = `currency=usd&${ADDRESS}&line_items[0][amount]=1000&line_items[0][reference]=L1`;

const newCalculation = async (bank: Bank): Promise<string> => (await bank.post('/v1/tax/calculations', CALCULATION)).id;

const newTransaction = async (bank: Bank): Promise<string> => {
  const form = `calculation=${await newCalculation(bank)}&reference=sale-${bank.next()}`;
  return (await bank.post('/v1/tax/transactions/create_from_calculation', form)).id;
};

export const TAX_ROWS: readonly Row[] = [
  {
    name: 'createTaxCalculation',
    field: 'taxCalculation',
    selection: 'currency lineItems { nodes { amount reference } }',
    prepare: (bank) => {
      const amount = 1_000 + bank.next();
      return {
        input: {
          currency: 'USD',
          customerDetails: { address: { country: 'US', postalCode: '94080' } },
          lineItems: [{ amount, reference: 'L1' }],
        },
        path: '/v1/tax/calculations',
        body: `currency=usd&${ADDRESS}&line_items[0][amount]=${amount}&line_items[0][reference]=L1&expand[0]=line_items&expand[1]=line_items.data.tax_breakdown&expand[2]=shipping_cost.tax_breakdown`,
        made: { currency: 'USD', lineItems: { nodes: [{ amount, reference: 'L1' }] } },
      };
    },
  },
  {
    name: 'createTaxTransactionFromCalculation',
    field: 'taxTransaction',
    selection: 'reference type',
    prepare: async (bank) => {
      const calculation = await newCalculation(bank);
      const reference = `order-${bank.next()}`;
      return {
        input: { calculation, reference },
        path: '/v1/tax/transactions/create_from_calculation',
        body: `calculation=${calculation}&reference=${reference}&expand[0]=line_items`,
        made: { reference, type: 'TRANSACTION' },
      };
    },
  },
  {
    name: 'createTaxTransactionReversal',
    field: 'taxTransaction',
    selection: 'reference type reversal { originalTransaction { id } }',
    prepare: async (bank) => {
      const originalTransaction = await newTransaction(bank);
      const reference = `undone-${bank.next()}`;
      return {
        input: { mode: 'FULL', originalTransaction, reference },
        path: '/v1/tax/transactions/create_reversal',
        body: `mode=full&original_transaction=${originalTransaction}&reference=${reference}&expand[0]=line_items`,
        made: { reference, type: 'REVERSAL', reversal: { originalTransaction: { id: originalTransaction } } },
      };
    },
  },
];
