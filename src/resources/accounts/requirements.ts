import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { texts, timestamp } from '../../graph/kit/fields.ts';

type Requirements = Stripe.Account.Requirements | Stripe.Account.FutureRequirements;

const DisabledReason = enumeration<NonNullable<Requirements['disabled_reason']>>(
  'AccountDisabledReason',
  'Why an account, or a part of what it can do, is switched off.',
  {
    'action_required.requested_capabilities': 'Capabilities have to be asked for first.',
    listed: 'It may be on a list of those who are banned, and is looked into.',
    other: 'It is looked into for another reason.',
    platform_paused: 'The platform has paused it.',
    'rejected.fraud': 'It was rejected for suspected fraud.',
    'rejected.incomplete_verification': 'It was rejected because it could not be verified in time.',
    'rejected.listed': 'It was rejected because it is on a list of those who are banned.',
    'rejected.other': 'It was rejected for another reason.',
    'rejected.platform_fraud': 'The platform rejected it for suspected fraud.',
    'rejected.platform_other': 'The platform rejected it for another reason.',
    'rejected.platform_terms_of_service': 'The platform rejected it because it broke its terms.',
    'rejected.terms_of_service': 'It was rejected because it broke the terms of service.',
    'requirements.past_due': 'What was required by a date was not given.',
    'requirements.pending_verification': 'What was given is being verified.',
    under_review: 'It is being reviewed.',
  },
);

export const AccountRequirements = builder.objectRef<Requirements>('AccountRequirements');
AccountRequirements.implement({
  description: 'What an account still has to tell of itself. Each requirement is named as REST names the field.',
  fields: (t) => ({
    currentDeadline: timestamp(t, 'current_deadline', 'When `currentlyDue` must be there; null without a date.', {
      nullable: true,
    }),
    currentlyDue: texts(t, 'currently_due', 'What is needed now; may be null.', { nullable: true }),
    disabledReason: enumerated(t, 'disabled_reason', 'Why it is switched off; null when it is not.', {
      type: DisabledReason,
      nullable: true,
    }),
    eventuallyDue: texts(t, 'eventually_due', 'What will be needed at some time; may be null.', { nullable: true }),
    pastDue: texts(t, 'past_due', 'What should have been there by now; may be null.', { nullable: true }),
    pendingVerification: texts(t, 'pending_verification', 'What was given and is being verified; may be null.', {
      nullable: true,
    }),
  }),
});
