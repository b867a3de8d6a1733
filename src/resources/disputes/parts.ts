import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { count, flag, text, timestamp } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';

type Details = Stripe.Dispute.PaymentMethodDetails;

export const DisputeEvidenceDetails = builder.objectRef<Stripe.Dispute.EvidenceDetails>('DisputeEvidenceDetails');
DisputeEvidenceDetails.implement({
  description: 'How far an account has come with its answer to a dispute.',
  fields: (t) => ({
    dueBy: timestamp(t, 'due_by', 'When the answer must be there; null when none is wanted any more.', {
      nullable: true,
    }),
    hasEvidence: flag(t, 'has_evidence', 'Whether something was put together already.'),
    pastDue: flag(t, 'past_due', 'Whether it is too late.'),
    submissionCount: count(t, 'submission_count', 'How often an answer was handed in; at most once is usual.'),
  }),
});

const PaymentMethodType = enumeration<Details['type']>(
  'DisputePaymentMethodType',
  'What a disputed charge was paid with.',
  { amazon_pay: 'Amazon Pay.', card: 'A card.', klarna: 'Klarna.', paypal: 'PayPal.' },
);

const CaseType = enumeration<Stripe.Dispute.PaymentMethodDetails.Card.CaseType>(
  'DisputeCaseType',
  'What kind of case a card network has opened.',
  { chargeback: 'The money is asked back.', inquiry: 'A question, before money is asked back.' },
);

const Card = builder.objectRef<Stripe.Dispute.PaymentMethodDetails.Card>('DisputeCard');
Card.implement({
  description: 'What a card network says of a dispute.',
  fields: (t) => ({
    brand: text(t, 'brand', 'Brand of the card, such as `visa`.'),
    caseType: enumerated(t, 'case_type', 'What kind of case it is.', { type: CaseType }),
    networkReasonCode: text(t, 'network_reason_code', "The network's code for the reason; may be null.", {
      nullable: true,
    }),
  }),
});

export const DisputePaymentMethodDetails = builder.objectRef<Details>('DisputePaymentMethodDetails');
DisputePaymentMethodDetails.implement({
  description: 'What a disputed charge was paid with.',
  fields: (t) => ({
    card: nested(t, 'card', 'More about it when it was a card; else null.', { type: Card, nullable: true }),
    type: enumerated(t, 'type', 'What it was.', { type: PaymentMethodType }),
  }),
});
