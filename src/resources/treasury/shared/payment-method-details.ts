import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { enumerated, maybeEnumerated } from '../../../graph/kit/fields.ts';
import { TreasuryBillingDetails } from './billing-details.ts';
import { TreasuryNetwork } from './network.ts';
import { TreasuryPaymentMethodFinancialAccount, TreasuryPaymentMethodType } from './payment-method-type.ts';

/** An outbound payment's has everything that those of the transfers have, and a financial account. */
type Details = Stripe.Treasury.OutboundPayment.DestinationPaymentMethodDetails;
type UsBankAccount = NonNullable<Details['us_bank_account']>;

const AccountHolderType = enumeration<NonNullable<UsBankAccount['account_holder_type']>>(
  'TreasuryUsBankAccountHolderType',
  'Who holds a bank account.',
  { company: 'A company.', individual: 'A person.' },
);

const AccountType = enumeration<NonNullable<UsBankAccount['account_type']>>(
  'TreasuryUsBankAccountType',
  'What kind of bank account it is.',
  { checking: 'A checking account.', savings: 'A savings account.' },
);

const TreasuryUsBankAccount = builder.objectRef<UsBankAccount>('TreasuryUsBankAccount');
TreasuryUsBankAccount.implement({
  description: 'A bank account in the United States that money is pulled from or sent to.',
  fields: (t) => ({
    accountHolderType: maybeEnumerated(t, 'account_holder_type', AccountHolderType, 'Who holds it; may be null.'),
    accountType: maybeEnumerated(t, 'account_type', AccountType, 'What kind of account it is; may be null.'),
    bankName: t.expose('bank_name', { type: 'String', nullable: true, description: 'Name of its bank; may be null.' }),
    fingerprint: t.expose('fingerprint', {
      type: 'String',
      nullable: true,
      description:
        'The same for every record of this one account; tells two records of it apart from two accounts. May be null.',
    }),
    last4: t.expose('last4', {
      type: 'String',
      nullable: true,
      description: 'Last four digits of its number; may be null.',
    }),
    mandate: t.id({
      nullable: true,
      description: 'Id of the permission to use it, begins with `mandate_`; null when none is needed.',
      resolve: ({ mandate }) => (typeof mandate === 'object' ? mandate.id : mandate),
    }),
    network: enumerated(t, 'network', TreasuryNetwork, 'What carries the money: `ACH` or `US_DOMESTIC_WIRE`.'),
    routingNumber: t.expose('routing_number', {
      type: 'String',
      nullable: true,
      description: 'Routing number of its bank; may be null.',
    }),
  }),
});

export const TreasuryPaymentMethodDetails = builder.objectRef<Details>('TreasuryPaymentMethodDetails');
TreasuryPaymentMethodDetails.implement({
  description: 'The payment method at the other end of a transfer or payment, as it was at that time.',
  fields: (t) => ({
    billingDetails: t.expose('billing_details', { type: TreasuryBillingDetails, description: 'Who stands behind it.' }),
    financialAccount: t.expose('financial_account', {
      type: TreasuryPaymentMethodFinancialAccount,
      nullable: true,
      description: 'More about it when `type` is `FINANCIAL_ACCOUNT`, which only payments can have; else null.',
    }),
    type: enumerated(t, 'type', TreasuryPaymentMethodType, 'What it is: `US_BANK_ACCOUNT` or `FINANCIAL_ACCOUNT`.'),
    usBankAccount: t.expose('us_bank_account', {
      type: TreasuryUsBankAccount,
      nullable: true,
      description: 'More about it when `type` is `US_BANK_ACCOUNT`; else null.',
    }),
  }),
});
