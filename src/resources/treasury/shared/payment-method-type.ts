import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { reference } from '../../../graph/kit/reference.ts';
import { FinancialAccount } from '../financial-accounts.ts';
import { TreasuryNetwork } from './network.ts';

export const TreasuryPaymentMethodType =
  enumeration<Stripe.Treasury.ReceivedCredit.InitiatingPaymentMethodDetails.Type>(
    'TreasuryPaymentMethodType',
    'Where money comes from or goes to.',
    {
      balance: 'A balance at Stripe that is no financial account.',
      financial_account: 'Another financial account.',
      issuing_card: 'A card that was issued.',
      stripe: 'Stripe itself.',
      us_bank_account: 'A bank account in the United States.',
    },
  );

/** Another financial account as a payment method. */
export const TreasuryPaymentMethodFinancialAccount = builder.objectRef<
  Pick<Stripe.Treasury.OutboundPayment.DestinationPaymentMethodDetails.FinancialAccount, 'id' | 'network'>
>('TreasuryPaymentMethodFinancialAccount');
TreasuryPaymentMethodFinancialAccount.implement({
  description: 'Another financial account at the other end of a flow.',
  // No `id` of its own: clients keep objects by their ids, and that one is the account's.
  fields: (t) => ({
    financialAccount: reference(
      t,
      'id',
      'The account itself; it may belong to somebody else, and is null when the key in use does not see it.',
      { type: FinancialAccount },
    ),
    network: enumerated(t, 'network', 'What carries the money: always `STRIPE`.', { type: TreasuryNetwork }),
  }),
});
