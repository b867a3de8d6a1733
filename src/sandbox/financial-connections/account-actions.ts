import { type Endpoint, objectEndpoint } from '../endpoint.ts';
import { RestError } from '../errors.ts';
import { array, oneOf, required } from '../parameters.ts';
import type { World } from '../world.ts';
import { type Account, accountType } from './account.ts';

const activeAccount = (world: World, id: string): Account => {
  const account = world.get<Account>(accountType, id);
  if (account.status === 'active') return account;
  const message = `The account ${id} is ${account.status}; this needs an active account.`;
  throw new RestError(400, message, { code: 'financial_connections_account_inactive' });
};

const refresh = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/financial_connections/accounts/{account}/refresh',
    returns: accountType,
    parameters: { features: required(array(oneOf('balance', 'ownership', 'transactions'))) },
  },
  ({ world, ids }, { features }) => {
    const account = activeAccount(world, ids.account);
    const pending = { last_attempted_at: world.now(), next_refresh_available_at: null, status: 'pending' };
    return world.put({
      ...account,
      ...(features.includes('balance') && { balance_refresh: pending }),
      ...(features.includes('ownership') && { ownership_refresh: pending }),
      ...(features.includes('transactions') && {
        transaction_refresh: { id: world.newId('fctxnref'), ...pending },
      }),
    });
  },
);

const subscriptionFeatures = { features: required(array(oneOf('transactions'))) };

const subscribe = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/financial_connections/accounts/{account}/subscribe',
    returns: accountType,
    parameters: subscriptionFeatures,
  },
  ({ world, ids }, { features }) => {
    const account = activeAccount(world, ids.account);
    return world.put({ ...account, subscriptions: [...new Set([...(account.subscriptions ?? []), ...features])] });
  },
);

const unsubscribe = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/financial_connections/accounts/{account}/unsubscribe',
    returns: accountType,
    parameters: subscriptionFeatures,
  },
  ({ world, ids }, { features }) => {
    const account = world.get<Account>(accountType, ids.account);
    const left = (account.subscriptions ?? []).filter((feature) => !features.some((ended) => ended === feature));
    return world.put({ ...account, subscriptions: left });
  },
);

const disconnect = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/financial_connections/accounts/{account}/disconnect',
    returns: accountType,
    parameters: {},
  },
  ({ world, ids }) => {
    const account = world.get<Account>(accountType, ids.account);
    return world.put({ ...account, status: 'disconnected', subscriptions: [] });
  },
);

export const bankAccountActions: readonly Endpoint[] = [refresh, subscribe, unsubscribe, disconnect];
