import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { amount } from '../../../graph/kit/fields.ts';

export const BalanceImpact = builder.objectRef<Stripe.Treasury.TransactionEntry.BalanceImpact>('BalanceImpact');
BalanceImpact.implement({
  description: 'How much each part of the balance of a financial account changes. Negative where it becomes less.',
  fields: (t) => ({
    cash: amount(t, 'cash', 'Change of the money that can be spent now, in the smallest currency unit.'),
    inboundPending: amount(
      t,
      'inbound_pending',
      'Change of the money on its way in, which cannot be spent yet, in the smallest currency unit.',
    ),
    outboundPending: amount(
      t,
      'outbound_pending',
      'Change of the money on its way out, which cannot be spent any more, in the smallest currency unit.',
    ),
  }),
});
