import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { identifiers } from '../../../graph/kit/fields.ts';
import { reference } from '../../../graph/kit/reference.ts';
import { TreasuryTransaction } from '../../treasury/transactions.ts';

export const IssuingTreasuryDetails = builder
  .objectRef<Stripe.Issuing.Authorization.Treasury>('IssuingTreasuryDetails')
  .implement({
    description: 'What an authorization has done to a financial account.',
    fields: (t) => ({
      receivedCredits: identifiers(t, 'received_credits', 'Ids of the received credits, which begin with `rc_`.'),
      receivedDebits: identifiers(t, 'received_debits', 'Ids of the received debits, which begin with `rd_`.'),
      transaction: reference(t, 'transaction', 'What holds the money; null when nothing does.', {
        type: TreasuryTransaction,
      }),
    }),
  });
