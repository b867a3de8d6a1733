import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { identifier, text } from '../../../graph/kit/fields.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';
import { TreasuryBillingDetails } from './billing-details.ts';
import { TreasuryPaymentMethodFinancialAccount, TreasuryPaymentMethodType } from './payment-method-type.ts';

/** Received credits and received debits have the same. */
type Details = Stripe.Treasury.ReceivedCredit.InitiatingPaymentMethodDetails;

const InitiatingBalance = enumeration<NonNullable<Details['balance']>>(
  'TreasuryInitiatingBalance',
  'A balance at Stripe that started a flow.',
  { payments: 'The balance that payments are paid into.' },
);

const InitiatingUsBankAccount = builder.objectRef<NonNullable<Details['us_bank_account']>>(
  'TreasuryInitiatingUsBankAccount',
);
InitiatingUsBankAccount.implement({
  description: 'A bank account in the United States that started a flow, as far as its bank tells.',
  fields: (t) => ({
    bankName: text(t, 'bank_name', 'Name of its bank; may be null.', { nullable: true }),
    last4: text(t, 'last4', 'Last four digits of its number; may be null.', { nullable: true }),
    routingNumber: text(t, 'routing_number', 'Routing number of its bank; may be null.', { nullable: true }),
  }),
});

export const TreasuryInitiatingPaymentMethodDetails = builder.objectRef<Details>(
  'TreasuryInitiatingPaymentMethodDetails',
);
TreasuryInitiatingPaymentMethodDetails.implement({
  description: 'What somebody else started a flow with.',
  fields: (t) => ({
    balance: enumerated(t, 'balance', 'Which balance, when `type` is `BALANCE`; else null.', {
      type: InitiatingBalance,
      nullable: true,
    }),
    billingDetails: nested(t, 'billing_details', 'Who stands behind it.', { type: TreasuryBillingDetails }),
    financialAccount: nested(t, 'financial_account', 'More about it when `type` is `FINANCIAL_ACCOUNT`; else null.', {
      type: TreasuryPaymentMethodFinancialAccount,
      nullable: true,
    }),
    issuingCard: identifier(
      t,
      'issuing_card',
      'Id of the card, begins with `ic_`, when `type` is `ISSUING_CARD`; else null.',
      { nullable: true },
    ),
    type: enumerated(t, 'type', 'What it is.', { type: TreasuryPaymentMethodType }),
    usBankAccount: nested(t, 'us_bank_account', 'More about it when `type` is `US_BANK_ACCOUNT`; else null.', {
      type: InitiatingUsBankAccount,
      nullable: true,
    }),
  }),
});
