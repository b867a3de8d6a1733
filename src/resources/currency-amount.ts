import { builder } from '../graph/kit/builder.ts';

interface Money {
  readonly currency: string;
  readonly amount: number;
}

/** One entry of what REST writes as a map from currency to amount. */
export const CurrencyAmount = builder.objectRef<Money>('CurrencyAmount');
CurrencyAmount.implement({
  description: 'An amount in one currency.',
  fields: (t) => ({
    amount: t.expose('amount', { type: 'SafeInt', description: 'The amount, in the smallest unit of its currency.' }),
    currency: t.expose('currency', { type: 'Currency', description: 'Its currency.' }),
  }),
});

/** REST's map from currency to amount as a list, in the order of the currencies' names. */
export const currencyAmounts = (amounts: Readonly<Record<string, number>>): Money[] =>
  Object.entries(amounts)
    .map(([currency, amount]) => ({ currency: currency.toUpperCase(), amount }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
