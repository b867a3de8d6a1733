import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { livemode } from '../graph/kit/fields.ts';
import { nested, nestedList } from '../graph/kit/nested-fields.ts';
import { singleton } from '../graph/kit/singleton.ts';
import { BalanceAmount, BalanceInstantAmount, BalanceIssuing } from './balance/amounts.ts';

/** GET /v1/balance. It has no id: there is one for each account. */
const Balance = builder.objectRef<Stripe.Balance>('Balance');
Balance.implement({
  description: 'What the account has at Stripe at this moment. REST: GET /v1/balance.',
  fields: (t) => ({
    available: nestedList(t, 'available', 'What can be paid out or transferred, for each currency.', {
      type: BalanceAmount,
    }),
    connectReserved: nestedList(
      t,
      'connect_reserved',
      'What is kept back for the negative balances of connected accounts, for each currency; may be null.',
      { type: BalanceAmount, nullable: true },
    ),
    instantAvailable: nestedList(t, 'instant_available', 'What can be paid out at once; may be null.', {
      type: BalanceInstantAmount,
      nullable: true,
    }),
    issuing: nested(t, 'issuing', 'What is there for issued cards; null where none are issued.', {
      type: BalanceIssuing,
      nullable: true,
    }),
    livemode: livemode(t),
    pending: nestedList(t, 'pending', 'What is not available yet, for each currency.', { type: BalanceAmount }),
  }),
});

builder.queryField('balance', (t) =>
  singleton(t, Balance, { object: 'balance', endpoint: '/v1/balance', description: 'The balance of the account.' }),
);
