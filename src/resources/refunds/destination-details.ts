import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { text } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';

const CardRefundType = enumeration<Stripe.Refund.DestinationDetails.Card.Type>(
  'CardRefundType',
  'How money goes back to a card.',
  {
    pending: 'That is not known yet.',
    refund: 'As a refund.',
    reversal: 'By taking the charge back before it was settled.',
  },
);

const Card = builder.objectRef<Stripe.Refund.DestinationDetails.Card>('RefundCard');
Card.implement({
  description: 'The way of money back to a card.',
  fields: (t) => ({
    reference: text(t, 'reference', 'The number by which a bank can find it; may be null.', { nullable: true }),
    referenceStatus: text(t, 'reference_status', 'Whether there is one: `available`, `pending` or `unavailable`.', {
      nullable: true,
    }),
    referenceType: text(t, 'reference_type', 'What number it is, such as `acquirer_reference_number`; may be null.', {
      nullable: true,
    }),
    type: enumerated(t, 'type', 'How the money goes back.', { type: CardRefundType }),
  }),
});

export const RefundDestinationDetails = builder.objectRef<Stripe.Refund.DestinationDetails>('RefundDestinationDetails');
RefundDestinationDetails.implement({
  description: 'Where the money of a refund goes.',
  fields: (t) => ({
    card: nested(t, 'card', 'More about it when it goes to a card; else null.', { type: Card, nullable: true }),
    type: text(t, 'type', 'What it goes to, by the name that REST has for it, such as `card`.'),
  }),
});
