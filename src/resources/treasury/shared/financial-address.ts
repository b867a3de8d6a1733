import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated, enumeratedList } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { text } from '../../../graph/kit/fields.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';
import { TreasuryNetwork } from './network.ts';

type Address = Stripe.Treasury.FinancialAccount.FinancialAddress;

const FinancialAddressType = enumeration<Address['type']>(
  'FinancialAddressType',
  'What kind of address of a financial account it is.',
  { aba: 'An account number and routing number in the United States.' },
);

const FinancialAddressAba =
  builder.objectRef<Stripe.Treasury.FinancialAccount.FinancialAddress.Aba>('FinancialAddressAba');
FinancialAddressAba.implement({
  description: 'An account number and routing number in the United States.',
  fields: (t) => ({
    accountHolderName: text(t, 'account_holder_name', 'Name of the holder.'),
    accountNumber: text(
      t,
      'account_number',
      'The whole account number, which REST sends only when asked; null when it keeps it back. Costs no call of its own.',
      { nullable: true, onlyExpanded: true },
    ),
    accountNumberLast4: text(t, 'account_number_last4', 'Last four digits of the account number.'),
    bankName: text(t, 'bank_name', 'Name of the bank.'),
    routingNumber: text(t, 'routing_number', 'Routing number of the bank.'),
  }),
});

export const FinancialAddress = builder.objectRef<Address>('FinancialAddress');
FinancialAddress.implement({
  description: 'Where others can send money to a financial account.',
  fields: (t) => ({
    aba: nested(t, 'aba', 'The numbers when `type` is `ABA`; else null.', {
      type: FinancialAddressAba,
      nullable: true,
    }),
    supportedNetworks: enumeratedList(
      t,
      'supported_networks',
      'What can carry money there: `ACH`, `US_DOMESTIC_WIRE`; empty when REST does not say.',
      { type: TreasuryNetwork, emptyWhenMissing: true },
    ),
    type: enumerated(t, 'type', 'What kind of address it is.', { type: FinancialAddressType }),
  }),
});
