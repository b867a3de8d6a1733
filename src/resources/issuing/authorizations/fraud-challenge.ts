import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';

const IssuingFraudChallengeChannel = enumeration<NonNullable<Stripe.Issuing.Authorization.FraudChallenge['channel']>>(
  'IssuingFraudChallengeChannel',
  'How a cardholder was asked whether a purchase is theirs.',
  {
    sms: 'By a text message.',
  },
);

const IssuingFraudChallengeStatus = enumeration<Stripe.Issuing.Authorization.FraudChallenge.Status>(
  'IssuingFraudChallengeStatus',
  "What became of the question whether a purchase is the cardholder's.",
  {
    expired: 'Nobody answered in time.',
    pending: 'It was sent, and not answered yet.',
    rejected: 'They said that it is not.',
    undeliverable: 'It did not reach them.',
    verified: 'They said that it is.',
  },
);

const IssuingFraudChallengeUndeliverableReason =
  enumeration<Stripe.Issuing.Authorization.FraudChallenge.UndeliverableReason>(
    'IssuingFraudChallengeUndeliverableReason',
    'Why a question did not reach the cardholder.',
    {
      no_phone_number: 'There is no telephone number.',
      unsupported_phone_number: 'Their telephone number cannot be reached.',
    },
  );

export const IssuingFraudChallenge = builder
  .objectRef<Stripe.Issuing.Authorization.FraudChallenge>('IssuingFraudChallenge')
  .implement({
    description: 'A question to the cardholder whether a purchase is theirs.',
    fields: (t) => ({
      channel: enumerated(t, 'channel', 'How they were asked.', { type: IssuingFraudChallengeChannel }),
      status: enumerated(t, 'status', 'What became of it.', { type: IssuingFraudChallengeStatus }),
      undeliverableReason: enumerated(t, 'undeliverable_reason', 'Why it did not reach them; null when it did.', {
        type: IssuingFraudChallengeUndeliverableReason,
        nullable: true,
      }),
    }),
  });
