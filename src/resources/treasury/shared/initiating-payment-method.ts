import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { enumerated, maybeEnumerated } from '../../../graph/kit/fields.ts';
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
    bankName: t.expose('bank_name', { type: 'String', nullable: true, description: 'Name of its bank; may be null.' }),
    last4: t.expose('last4', {
      type: 'String',
      nullable: true,
      description: 'Last four digits of its number; may be null.',
    }),
    routingNumber: t.expose('routing_number', {
      type: 'String',
      nullable: true,
      description: 'Routing number of its bank; may be null.',
    }),
  }),
});

export const TreasuryInitiatingPaymentMethodDetails = builder.objectRef<Details>(
  'TreasuryInitiatingPaymentMethodDetails',
);
TreasuryInitiatingPaymentMethodDetails.implement({
  description: 'What somebody else started a flow with.',
  fields: (t) => ({
    balance: maybeEnumerated(t, 'balance', InitiatingBalance, 'Which balance, when `type` is `BALANCE`; else null.'),
    billingDetails: t.expose('billing_details', { type: TreasuryBillingDetails, description: 'Who stands behind it.' }),
    financialAccount: t.expose('financial_account', {
      type: TreasuryPaymentMethodFinancialAccount,
      nullable: true,
      description: 'More about it when `type` is `FINANCIAL_ACCOUNT`; else null.',
    }),
    issuingCard: t.exposeID('issuing_card', {
      nullable: true,
      description: 'Id of the card, begins with `ic_`, when `type` is `ISSUING_CARD`; else null.',
    }),
    type: enumerated(t, 'type', TreasuryPaymentMethodType, 'What it is.'),
    usBankAccount: t.expose('us_bank_account', {
      type: InitiatingUsBankAccount,
      nullable: true,
      description: 'More about it when `type` is `US_BANK_ACCOUNT`; else null.',
    }),
  }),
});
