import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { text } from '../../../graph/kit/fields.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';
import { reference } from '../../../graph/kit/reference.ts';
import { Mandate } from '../../mandates.ts';
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
    accountHolderType: enumerated(t, 'account_holder_type', 'Who holds it; may be null.', {
      type: AccountHolderType,
      nullable: true,
    }),
    accountType: enumerated(t, 'account_type', 'What kind of account it is; may be null.', {
      type: AccountType,
      nullable: true,
    }),
    bankName: text(t, 'bank_name', 'Name of its bank; may be null.', { nullable: true }),
    fingerprint: text(
      t,
      'fingerprint',
      'The same for every record of this one account; tells two records of it apart from two accounts. May be null.',
      { nullable: true },
    ),
    last4: text(t, 'last4', 'Last four digits of its number; may be null.', { nullable: true }),
    mandate: reference(t, 'mandate', 'The permission to use it; null when none is needed.', {
      type: Mandate,
      expandable: true,
    }),
    network: enumerated(t, 'network', 'What carries the money: `ACH` or `US_DOMESTIC_WIRE`.', {
      type: TreasuryNetwork,
    }),
    routingNumber: text(t, 'routing_number', 'Routing number of its bank; may be null.', { nullable: true }),
  }),
});

export const TreasuryPaymentMethodDetails = builder.objectRef<Details>('TreasuryPaymentMethodDetails');
TreasuryPaymentMethodDetails.implement({
  description: 'The payment method at the other end of a transfer or payment, as it was at that time.',
  fields: (t) => ({
    billingDetails: nested(t, 'billing_details', 'Who stands behind it.', { type: TreasuryBillingDetails }),
    financialAccount: nested(
      t,
      'financial_account',
      'More about it when `type` is `FINANCIAL_ACCOUNT`, which only payments can have; else null.',
      { type: TreasuryPaymentMethodFinancialAccount, nullable: true },
    ),
    type: enumerated(t, 'type', 'What it is: `US_BANK_ACCOUNT` or `FINANCIAL_ACCOUNT`.', {
      type: TreasuryPaymentMethodType,
    }),
    usBankAccount: nested(t, 'us_bank_account', 'More about it when `type` is `US_BANK_ACCOUNT`; else null.', {
      type: TreasuryUsBankAccount,
      nullable: true,
    }),
  }),
});
