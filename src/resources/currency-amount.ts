import type { FieldRef, ObjectFieldBuilder } from '@pothos/core';
import { builder, type Types } from '../graph/kit/builder.ts';
import { amount, currency } from '../graph/kit/fields.ts';
import { OBJECT, optionalValue, ownedBy, restValue, WHOLE } from '../graph/kit/rest-value.ts';

interface Money {
  readonly currency: string;
  readonly amount: number;
}

/** One entry of what REST writes as a map from currency to amount. */
const CurrencyAmount = builder.objectRef<Money>('CurrencyAmount');
CurrencyAmount.implement({
  description: 'An amount in one currency.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'The amount, in the smallest unit of its currency.'),
    ...currency(t, 'Its currency.'),
  }),
});

/** REST's map from currency to amount as a list, in the order of the currencies' names. */
const entriesOf = (amounts: object): Money[] =>
  Object.keys(amounts)
    .map((code) => ({ currency: code, amount: restValue(amounts, code, WHOLE) }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));

type Amounts = Readonly<Record<string, number>>;

type AmountsKey<Parent> = {
  [Key in keyof Parent]-?: Exclude<Parent[Key], null | undefined> extends Amounts ? Key : never;
}[keyof Parent] &
  string;

/** A map from currency to amount. */
export const currencyAmounts = <Parent extends object>(
  t: ObjectFieldBuilder<Types, Parent>,
  key: AmountsKey<Parent>,
  description: string,
  { nullable = false }: { readonly nullable?: boolean } = {},
): FieldRef<Types> =>
  t.field({
    type: [CurrencyAmount],
    nullable,
    description,
    resolve: (parent) => {
      const amounts = nullable ? optionalValue(parent, key, OBJECT) : restValue(parent, key, OBJECT);
      return amounts && entriesOf(ownedBy(amounts, parent));
    },
  });
