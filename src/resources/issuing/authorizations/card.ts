import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { count, currency, identifier, text } from '../../../graph/kit/fields.ts';

const CardStatus = enumeration<Stripe.Issuing.Card.Status>('IssuingCardStatus', 'Whether an issued card can be used.', {
  active: 'It can.',
  canceled: 'It never can again.',
  inactive: 'It cannot now.',
});

const CardType = enumeration<Stripe.Issuing.Card.Type>('IssuingCardType', 'What an issued card is made of.', {
  physical: 'It is of plastic.',
  virtual: 'It is a number alone.',
});

export const IssuingCard = builder.objectRef<Stripe.Issuing.Card>('IssuingCard');
IssuingCard.implement({
  description: 'An issued card, as far as people know a card.',
  fields: (t) => ({
    id: identifier(t, 'id', 'Stripe id, begins with `ic_`. `node` does not find it.'),
    brand: text(t, 'brand', 'Its brand, such as `Visa`.'),
    ...currency(t),
    expMonth: count(t, 'exp_month', 'The month in which it expires, from 1 to 12.'),
    expYear: count(t, 'exp_year', 'The year in which it expires, with four digits.'),
    last4: text(t, 'last4', 'Last four digits of its number.'),
    status: enumerated(t, 'status', 'Whether it can be used.', { type: CardStatus }),
    type: enumerated(t, 'type', 'What it is made of.', { type: CardType }),
  }),
});
