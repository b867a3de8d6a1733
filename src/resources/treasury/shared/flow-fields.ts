import type Stripe from 'stripe';
import { amount, currency, livemode, sharedFields, text, timestamp } from '../../../graph/kit/fields.ts';
import { reference } from '../../../graph/kit/reference.ts';
import { FinancialAccount } from '../financial-accounts.ts';
import { TreasuryTransaction } from '../transactions.ts';

export interface Flow {
  readonly amount: number;
  readonly created: number;
  readonly currency: string;
  readonly financial_account: string | null;
  readonly hosted_regulatory_receipt_url: string | null;
  readonly livemode: boolean;
  readonly transaction: string | Stripe.Treasury.Transaction | null;
}

/** What every kind of flow has. */
export const flowFields = sharedFields<Flow>()((t) => ({
  amount: amount(t, 'amount', 'How much is moved, in the smallest currency unit.'),
  created: timestamp(t, 'created', 'When it was made.'),
  ...currency(t),
  financialAccount: reference(
    t,
    'financial_account',
    'The financial account whose money is moved; may be null for what was received.',
    { type: FinancialAccount },
  ),
  hostedRegulatoryReceiptUrl: text(
    t,
    'hosted_regulatory_receipt_url',
    'Address of a page with the receipt that the law requires; null when there is none.',
    { nullable: true },
  ),
  livemode: livemode(t),
  transaction: reference(t, 'transaction', 'What it does to the balance; null when nothing was moved.', {
    type: TreasuryTransaction,
    expandable: true,
  }),
}));
