import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { enumerated } from '../../../graph/kit/fields.ts';
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
    accountHolderName: t.expose('account_holder_name', { type: 'String', description: 'Name of the holder.' }),
    accountNumber: t.expose('account_number', {
      type: 'String',
      nullable: true,
      description:
        'The whole account number, which REST sends only when asked; null when it keeps it back. Costs no call of its own.',
      extensions: { rest: { kind: 'include', key: 'account_number' } },
    }),
    accountNumberLast4: t.expose('account_number_last4', {
      type: 'String',
      description: 'Last four digits of the account number.',
    }),
    bankName: t.expose('bank_name', { type: 'String', description: 'Name of the bank.' }),
    routingNumber: t.expose('routing_number', { type: 'String', description: 'Routing number of the bank.' }),
  }),
});

export const FinancialAddress = builder.objectRef<Address>('FinancialAddress');
FinancialAddress.implement({
  description: 'Where others can send money to a financial account.',
  fields: (t) => ({
    aba: t.expose('aba', {
      type: FinancialAddressAba,
      nullable: true,
      description: 'The numbers when `type` is `ABA`; else null.',
    }),
    supportedNetworks: t.field({
      type: [TreasuryNetwork.ref],
      description: 'What can carry money there: `ACH`, `US_DOMESTIC_WIRE`; empty when REST does not say.',
      resolve: ({ supported_networks }, _args, context) =>
        supported_networks?.map((each) => TreasuryNetwork.read(each, context)) ?? [],
    }),
    type: enumerated(t, 'type', FinancialAddressType, 'What kind of address it is.'),
  }),
});
