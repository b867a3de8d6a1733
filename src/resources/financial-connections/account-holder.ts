import type Stripe from 'stripe';
import { badUserInput } from '../../graph/errors.ts';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { checkedId } from '../../graph/kit/lookup.ts';
import { reference } from '../../graph/kit/reference.ts';
import type { RestParams } from '../../stripe/form.ts';
import { Account } from '../accounts.ts';
import { Customer } from '../customers.ts';

type Holder = Stripe.FinancialConnections.Account.AccountHolder;

const HolderType = enumeration<Holder['type']>(
  'FinancialConnectionsAccountHolderType',
  'What kind of object holds an outside account.',
  { account: 'A connected account.', customer: 'A customer.' },
);

export const FinancialConnectionsAccountHolder = builder.objectRef<Holder>('FinancialConnectionsAccountHolder');
FinancialConnectionsAccountHolder.implement({
  description: 'Who connected an outside account: a connected account or a customer, never both.',
  fields: (t) => ({
    account: reference(t, 'account', 'The connected account that holds it; null when a customer does.', {
      type: Account,
      expandable: true,
    }),
    customer: reference(t, 'customer', 'The customer that holds it; null when a connected account does.', {
      type: Customer,
      expandable: true,
    }),
    type: enumerated(t, 'type', 'Which of the two holds it.', { type: HolderType }),
  }),
});

export const AccountHolderFilter = builder.inputType('AccountHolderFilter', {
  description: 'Picks outside accounts by who holds them. Give exactly one of its fields.',
  fields: (t) => ({
    account: t.id({ description: 'Only those of this connected account, an id that begins with `acct_`.' }),
    customer: t.id({ description: 'Only those of this customer, such as `cus_1Abc`.' }),
  }),
});

/** The filter as REST takes it; undefined when there is none. */
export const restAccountHolder = (
  filter: typeof AccountHolderFilter.$inferInput | null | undefined,
): RestParams | undefined => {
  if (filter == null) return undefined;
  const { account, customer } = filter;
  if ((account == null) === (customer == null)) {
    throw badUserInput(
      '`accountHolder` needs exactly one of account and customer. Leave it out for those of every holder.',
    );
  }
  return account == null
    ? { customer: checkedId(Customer.resource, customer ?? '', 'accountHolder.customer') }
    : { account: checkedId(Account.resource, account, 'accountHolder.account') };
};
