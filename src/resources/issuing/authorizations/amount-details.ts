import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { amount } from '../../../graph/kit/fields.ts';

export const IssuingAuthorizationAmountDetails = builder
  .objectRef<Stripe.Issuing.Authorization.AmountDetails>('IssuingAuthorizationAmountDetails')
  .implement({
    description: 'What an amount holds beside the purchase.',
    fields: (t) => ({
      atmFee: amount(t, 'atm_fee', 'The fee of a cash machine, in the smallest currency unit; may be null.', {
        nullable: true,
      }),
      cashbackAmount: amount(
        t,
        'cashback_amount',
        'The cash handed out with a purchase, in the smallest currency unit; may be null.',
        { nullable: true },
      ),
    }),
  });
