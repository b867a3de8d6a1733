import type Stripe from 'stripe';
import { enumeration } from '../../../graph/kit/enumeration.ts';

export const IssuingAuthorizationMethod = enumeration<Stripe.Issuing.Authorization.AuthorizationMethod>(
  'IssuingAuthorizationMethod',
  'How the details of a card were given.',
  {
    chip: 'From its chip.',
    contactless: 'Without touching.',
    keyed_in: 'By hand.',
    online: 'Over the internet.',
    swipe: 'From its magnetic stripe.',
  },
);

export const IssuingAuthorizationStatus = enumeration<Stripe.Issuing.Authorization.Status>(
  'IssuingAuthorizationStatus',
  'How far an authorization has come.',
  {
    closed: 'Money was taken, or it has lapsed.',
    pending: 'Money is held, or a decision is waited for.',
    reversed: 'The merchant has given it up, or it was declined.',
  },
);
