import type { ObjectFieldBuilder } from '@pothos/core';
import type Stripe from 'stripe';
import type { Types } from '../../../graph/kit/builder.ts';
import { currency, livemode, timestamp } from '../../../graph/kit/fields.ts';
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
export const flowFields = <Shape extends Flow>(fieldsOf: ObjectFieldBuilder<Types, Shape>) => {
  const t = fieldsOf as unknown as ObjectFieldBuilder<Types, Flow>;
  return {
    amount: t.expose('amount', { type: 'SafeInt', description: 'How much is moved, in the smallest currency unit.' }),
    created: timestamp(t, 'created', 'When it was made.'),
    currency: currency(t),
    financialAccount: reference(t, FinancialAccount, {
      key: 'financial_account',
      expandable: false,
      description:
        'The financial account whose money is moved; may be null for what was received. One REST call for each distinct account; its `id` alone costs none.',
    }),
    hostedRegulatoryReceiptUrl: t.expose('hosted_regulatory_receipt_url', {
      type: 'String',
      nullable: true,
      description: 'Address of a page with the receipt that the law requires; null when there is none.',
    }),
    livemode: livemode(t),
    transaction: reference(t, TreasuryTransaction, {
      key: 'transaction',
      expandable: true,
      description:
        'What it does to the balance; null when nothing was moved. Costs no call of its own where it can be expanded.',
    }),
  };
};
