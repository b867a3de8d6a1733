import { stubType } from '../graph/kit/node.ts';

export const Account = stubType('Account', {
  object: 'account',
  prefix: 'acct_',
  description: 'A connected account. This graph knows its id; the subgraph that owns accounts knows the rest.',
});

export const Charge = stubType('Charge', {
  object: 'charge',
  prefix: ['ch_', 'py_'],
  description: 'A charge or payment. This graph knows its id; the subgraph that owns charges knows the rest.',
});

export const Refund = stubType('Refund', {
  object: 'refund',
  prefix: ['re_', 'pyr_'],
  description: 'A refund. This graph knows its id; the subgraph that owns refunds knows the rest.',
});

/**
 * REST lets nobody name customers any more, but keeps the names of old, which may be any text. Only the id of an account is refused: it
 * is the usual mistake where either can stand.
 */
const CUSTOMER_ID = /^(?!acct_[A-Za-z0-9]+$)(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,255}$/u;

export const Customer = stubType('Customer', {
  object: 'customer',
  prefix: 'cus_',
  idPattern: CUSTOMER_ID,
  idDescription:
    'Stripe id, begins with `cus_`; of an old customer perhaps a text that the account made, such as an email.',
  description: 'A customer. This graph knows their id; the subgraph that owns customers knows the rest.',
});

export const IssuingAuthorization = stubType('IssuingAuthorization', {
  object: 'issuing.authorization',
  prefix: 'iauth_',
  description:
    'A request of a merchant to charge an issued card. This graph knows its id; the subgraph that owns issuing knows the rest.',
});

export const Payout = stubType('Payout', {
  object: 'payout',
  prefix: 'po_',
  description: 'Money paid out of a balance. This graph knows its id; the subgraph that owns payouts knows the rest.',
});
