import { builder } from '../../../graph/kit/builder.ts';
import { checkedInputId, InputError } from '../../../graph/kit/input-error.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { recognized } from '../../../graph/kit/recognized.ts';
import type { RestParams } from '../../../stripe/form.ts';
import { Account } from '../../accounts.ts';
import { Customer } from '../../customers.ts';
import { FinancialConnectionsAccountPermission } from '../account-enums.ts';
import {
  FinancialConnectionsSession,
  FinancialConnectionsSessionPrefetch,
  FinancialConnectionsSessionSubcategory,
} from '../sessions.ts';

const AccountHolderInput = builder.inputType('FinancialConnectionsAccountHolderInput', {
  description: 'Who connects accounts. Give exactly one of its fields.',
  fields: (t) => ({
    account: t.id({ description: 'A connected account, an id that begins with `acct_`.' }),
    customer: t.id({ description: 'A customer, an id that begins with `cus_`.' }),
  }),
});

/** REST wants the kind of the holder beside its id. */
const restHolder = ({ account, customer }: typeof AccountHolderInput.$inferInput): RestParams => {
  if ((account == null) === (customer == null)) {
    throw new InputError(['accountHolder'], '`accountHolder` needs exactly one of `account` and `customer`.');
  }
  return account == null
    ? {
        type: 'customer',
        customer: checkedInputId(Customer.resource, customer ?? '', ['accountHolder', 'customer']),
      }
    : { type: 'account', account: checkedInputId(Account.resource, account, ['accountHolder', 'account']) };
};

const FiltersInput = builder.inputType('FinancialConnectionsSessionFiltersInput', {
  description: 'Which accounts the holder is offered to connect.',
  fields: (t) => ({
    accountSubcategories: t.field({
      type: [FinancialConnectionsSessionSubcategory.ref],
      description: 'Only accounts of these kinds; every kind when not given.',
    }),
    countries: t.stringList({
      description: 'Only banks of these countries, each two upper-case letters (ISO 3166); all when not given.',
    }),
  }),
});

const each = <Value extends string>(
  values: readonly (Value | 'unrecognized')[] | null | undefined,
  param: readonly string[],
): Value[] | undefined => values?.map((value, index) => recognized(value, [...param, String(index)]));

/** POST /v1/financial_connections/sessions */
mutation({
  name: 'createFinancialConnectionsSession',
  description: 'Begins a session in which a holder connects accounts; its `clientSecret` is for their browser or app.',
  endpoint: '/v1/financial_connections/sessions',
  object: { field: 'financialConnectionsSession', type: FinancialConnectionsSession, description: 'The session.' },
  input: (t) => ({
    accountHolder: t.field({ type: AccountHolderInput, required: true, description: 'Who connects accounts.' }),
    permissions: t.field({
      type: [FinancialConnectionsAccountPermission.ref],
      required: true,
      description: 'What the holder is asked to allow, at least one.',
    }),
    filters: t.field({ type: FiltersInput, description: 'Which accounts are offered; all when not given.' }),
    prefetch: t.field({
      type: [FinancialConnectionsSessionPrefetch.ref],
      description: 'What to fetch as soon as an account is connected; nothing when not given.',
    }),
    returnUrl: t.string({ description: 'For apps: where to go when the holder comes back from their bank.' }),
  }),
  expand: [],
  params: ({ accountHolder, permissions, filters, prefetch, returnUrl }) => {
    if (permissions.length === 0) {
      throw new InputError(['permissions'], '`permissions` must have at least one item.');
    }
    return {
      account_holder: restHolder(accountHolder),
      permissions: each(permissions, ['permissions']),
      filters: filters
        ? {
            account_subcategories: each(filters.accountSubcategories, ['filters', 'accountSubcategories']),
            countries: filters.countries ?? undefined,
          }
        : undefined,
      prefetch: each(prefetch, ['prefetch']),
      return_url: returnUrl ?? undefined,
    };
  },
});
