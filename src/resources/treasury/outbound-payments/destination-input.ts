import { builder } from '../../../graph/kit/builder.ts';
import { inputEnumeration } from '../../../graph/kit/enumeration.ts';
import { checkedInputId, InputError } from '../../../graph/kit/input-error.ts';
import { restMetadata } from '../../../graph/kit/metadata.ts';
import type { RestParams } from '../../../stripe/form.ts';
import { FinancialConnectionsAccount } from '../../financial-connections/accounts.ts';
import { FinancialAccount } from '../financial-accounts.ts';

const HolderType = inputEnumeration('OutboundBankAccountHolderType', 'Who holds a bank account.', {
  company: 'A company.',
  individual: 'A person.',
});

const AccountType = inputEnumeration('OutboundBankAccountType', 'What a bank account is for.', {
  checking: 'For daily payments.',
  savings: 'For saving.',
});

const AddressInput = builder.inputType('OutboundBillingAddressInput', {
  description: 'Where the receiver lives.',
  fields: (t) => ({
    city: t.string({ description: 'The city.' }),
    country: t.string({ description: 'The country as two upper-case letters (ISO 3166).' }),
    line1: t.string({ description: 'Street and number.' }),
    line2: t.string({ description: 'What else finds the door.' }),
    postalCode: t.string({ description: 'The postal code.' }),
    state: t.string({ description: 'The state or province.' }),
  }),
});

const BillingDetailsInput = builder.inputType('OutboundBillingDetailsInput', {
  description: 'Who is paid.',
  fields: (t) => ({
    address: t.field({ type: AddressInput, description: 'Where they live.' }),
    email: t.string({ description: 'Their e-mail address.' }),
    name: t.string({ description: 'Their name.' }),
    phone: t.string({ description: 'Their telephone number.' }),
  }),
});

const UsBankAccountInput = builder.inputType('OutboundUsBankAccountInput', {
  description: 'A bank account in the United States: by its numbers, or as its holder connected it.',
  fields: (t) => ({
    accountHolderType: t.field({ type: HolderType, description: 'Who holds it.' }),
    accountNumber: t.string({ description: 'Its number. REST never sends it back whole.' }),
    accountType: t.field({ type: AccountType, description: 'What it is for.' }),
    financialConnectionsAccount: t.id({
      description: 'The outside account that it is, an id that begins with `fca_`, in place of its numbers.',
    }),
    routingNumber: t.string({ description: 'The number of its bank, nine digits.' }),
  }),
});

export const OutboundPaymentDestinationInput = builder.inputType('OutboundPaymentDestinationInput', {
  description: 'Who is paid, where they are no stored payment method. Give one of `financialAccount`, `usBankAccount`.',
  fields: (t) => ({
    billingDetails: t.field({ type: BillingDetailsInput, description: 'Who is paid.' }),
    financialAccount: t.id({
      description: 'Another financial account, an id that begins with `fa_`: paid at once.',
    }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings, for the payment method.' }),
    usBankAccount: t.field({ type: UsBankAccountInput, description: 'A bank account in the United States.' }),
  }),
});

const NAME = 'destinationPaymentMethodData';

const restBillingDetails = ({ address, email, name, phone }: typeof BillingDetailsInput.$inferInput): RestParams => ({
  address: address
    ? {
        city: address.city ?? undefined,
        country: address.country ?? undefined,
        line1: address.line1 ?? undefined,
        line2: address.line2 ?? undefined,
        postal_code: address.postalCode ?? undefined,
        state: address.state ?? undefined,
      }
    : undefined,
  email: email ?? undefined,
  name: name ?? undefined,
  phone: phone ?? undefined,
});

const restBankAccount = (account: typeof UsBankAccountInput.$inferInput): RestParams => ({
  account_holder_type: account.accountHolderType ?? undefined,
  account_number: account.accountNumber ?? undefined,
  account_type: account.accountType ?? undefined,
  financial_connections_account:
    account.financialConnectionsAccount == null
      ? undefined
      : checkedInputId(FinancialConnectionsAccount.resource, account.financialConnectionsAccount, [
          NAME,
          'usBankAccount',
          'financialConnectionsAccount',
        ]),
  routing_number: account.routingNumber ?? undefined,
});

/** The same as REST takes it, which wants its kind beside it. */
export const restDestination = ({
  billingDetails,
  financialAccount,
  metadata,
  usBankAccount,
}: typeof OutboundPaymentDestinationInput.$inferInput): RestParams => {
  if ((financialAccount == null) === (usBankAccount == null)) {
    throw new InputError([NAME], `\`${NAME}\` needs exactly one of \`financialAccount\` and \`usBankAccount\`.`);
  }
  return {
    type: financialAccount == null ? 'us_bank_account' : 'financial_account',
    billing_details: billingDetails ? restBillingDetails(billingDetails) : undefined,
    financial_account:
      financialAccount == null
        ? undefined
        : checkedInputId(FinancialAccount.resource, financialAccount, [NAME, 'financialAccount']),
    metadata: restMetadata(metadata),
    us_bank_account: usBankAccount ? restBankAccount(usBankAccount) : undefined,
  };
};
