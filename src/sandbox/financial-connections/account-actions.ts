import { action, type Endpoint } from '../endpoint.ts';
import { invalid, RestError } from '../errors.ts';
import { array, oneOf, required } from '../parameters.ts';
import { type Account, accountPath, type Feature, accountType as type } from './account.ts';
import { startRefresh } from './refresh.ts';

const checkActive = ({ id, status }: Account): void => {
  if (status === 'active') return;
  const message = `The account ${id} is ${status}; this needs an active account.`;
  throw new RestError(400, message, { code: 'financial_connections_account_inactive' });
};

const permissionFor: Readonly<Record<Feature, string>> = {
  balance: 'balances',
  ownership: 'ownership',
  transactions: 'transactions',
};

const checkPermissions = ({ id, permissions }: Account, features: readonly Feature[]): void => {
  const missing = features.find((feature) => permissions?.includes(permissionFor[feature]) === false);
  if (missing === undefined) return;
  throw invalid('features', `The holder of ${id} has not granted the permission '${permissionFor[missing]}'.`);
};

const refreshFeatures = { features: required(array(oneOf('balance', 'ownership', 'transactions'))) };
const subscriptionFeatures = { features: required(array(oneOf('transactions'))) };

export const bankAccountActions: readonly Endpoint[] = [
  action(
    `${accountPath}/{account}/refresh`,
    { type, parameters: refreshFeatures },
    (world, account: Account, { features }) => {
      checkActive(account);
      checkPermissions(account, features);
      return startRefresh(world, account, [...new Set(features)]);
    },
  ),
  action(
    `${accountPath}/{account}/subscribe`,
    { type, parameters: subscriptionFeatures },
    (world, account: Account, { features }) => {
      checkActive(account);
      checkPermissions(account, features);
      return world.put({ ...account, subscriptions: [...new Set([...(account.subscriptions ?? []), ...features])] });
    },
  ),
  action(
    `${accountPath}/{account}/unsubscribe`,
    { type, parameters: subscriptionFeatures },
    (world, account: Account, { features }) => {
      const left = (account.subscriptions ?? []).filter((feature) => !features.some((ended) => ended === feature));
      return world.put({ ...account, subscriptions: left });
    },
  ),
  action(`${accountPath}/{account}/disconnect`, { type, parameters: {} }, (world, account: Account) =>
    world.put({ ...account, status: 'disconnected', subscriptions: [] }),
  ),
];
