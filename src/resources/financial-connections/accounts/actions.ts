import type { InputFieldBuilder, InputFieldMap, InputShapeFromFields } from '@pothos/core';
import type { Types } from '../../../graph/kit/builder.ts';
import { inputEnumeration } from '../../../graph/kit/enumeration.ts';
import { checkedInputId, InputError } from '../../../graph/kit/input-error.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { recognized } from '../../../graph/kit/recognized.ts';
import type { RestParams } from '../../../stripe/form.ts';
import { FinancialConnectionsAccountSubscription } from '../account-enums.ts';
import { FinancialConnectionsAccount } from '../accounts.ts';

const RefreshFeature = inputEnumeration(
  'FinancialConnectionsRefreshFeature',
  'What to fetch anew from the bank of an outside account.',
  { balance: 'Its balance.', ownership: 'Its owners.', transactions: 'Its transactions.' },
);

/** REST would read an empty list as none at all. */
const checkedFeatures = <Value extends string>(features: readonly (Value | 'unrecognized')[]): Value[] => {
  if (features.length === 0) throw new InputError(['features'], '`features` must name at least one feature.');
  return features.map((feature, index) => recognized(feature, ['features', String(index)]));
};

const accountId = (account: string): { readonly id: string } => ({
  id: checkedInputId(FinancialConnectionsAccount.resource, account, ['account']),
});

/** A POST on an outside account, which answers the account as it is then. */
const accountAction = <Fields extends InputFieldMap>(
  name: string,
  description: string,
  endpoint: `/${string}/{id}/${string}`,
  fields: (t: InputFieldBuilder<Types, 'InputObject'>) => Fields,
  params: (input: InputShapeFromFields<Fields>) => RestParams,
): void =>
  mutation({
    name,
    description,
    endpoint,
    // Pothos cannot see through the type parameter: the input has the account and the fields below.
    values: (input) => accountId((input as unknown as { readonly account: string }).account),
    object: {
      field: 'financialConnectionsAccount',
      type: FinancialConnectionsAccount,
      description: 'The outside account as it is now.',
    },
    input: (t) => ({
      account: t.id({ required: true, description: 'Id of the outside account, begins with `fca_`.' }),
      ...fields(t),
    }),
    expand: [],
    renamed: { id: ['account'] },
    params: (input) => params(input as unknown as InputShapeFromFields<Fields>),
  });

accountAction(
  'refreshFinancialConnectionsAccount',
  'Asks the bank of an outside account for its data anew. The account answers with a refresh that is `PENDING`; look at it again to see how it ended.',
  '/v1/financial_connections/accounts/{id}/refresh',
  (t) => ({
    features: t.field({
      type: [RefreshFeature],
      required: true,
      description: 'What to fetch, at least one. The holder must have allowed to read each of them.',
    }),
  }),
  ({ features }) => ({ features: checkedFeatures(features) }),
);

const subscription = (t: InputFieldBuilder<Types, 'InputObject'>) => ({
  features: t.field({
    type: [FinancialConnectionsAccountSubscription.ref],
    required: true,
    description: 'What it is about, at least one.',
  }),
});

accountAction(
  'subscribeFinancialConnectionsAccount',
  'Has data of an outside account fetched again and again, without asking.',
  '/v1/financial_connections/accounts/{id}/subscribe',
  subscription,
  ({ features }) => ({ features: checkedFeatures(features) }),
);

accountAction(
  'unsubscribeFinancialConnectionsAccount',
  'Ends that data of an outside account is fetched without asking.',
  '/v1/financial_connections/accounts/{id}/unsubscribe',
  subscription,
  ({ features }) => ({ features: checkedFeatures(features) }),
);

accountAction(
  'disconnectFinancialConnectionsAccount',
  'Ends all access to the data of an outside account. Only its holder can connect it again.',
  '/v1/financial_connections/accounts/{id}/disconnect',
  () => ({}),
  () => ({}),
);
