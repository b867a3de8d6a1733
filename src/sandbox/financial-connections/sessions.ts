import { type Endpoint, objectEndpoint, retrieve } from '../endpoint.ts';
import { missing } from '../errors.ts';
import { array, hash, oneOf, required, string } from '../parameters.ts';
import type { RestObject } from '../rest-object.ts';
import type { World } from '../world.ts';
import { type Account, accountPath, accountType, type Feature } from './account.ts';
import { startRefresh } from './refresh.ts';

const type = 'financial_connections.session';

/** Seconds until the holder, whom nobody sees here, has signed in at the test bank and picked an account. */
const signsInAfter = 5;

const featureOf: Readonly<Record<string, Feature>> = {
  balances: 'balance',
  ownership: 'ownership',
  transactions: 'transactions',
};

interface Session extends RestObject {
  account_holder: NonNullable<Account['account_holder']>;
  permissions: string[];
  prefetch: string[];
}

const signIn = (world: World, session: Session): void => {
  const id = world.newId('fca');
  const account = world.put<Account>({
    id,
    object: accountType,
    account_holder: session.account_holder,
    balance: null,
    balance_refresh: null,
    category: 'cash',
    created: world.now(),
    display_name: 'Test Checking Account',
    institution_name: 'StripeBank',
    last4: '6789',
    livemode: false,
    ownership: null,
    ownership_refresh: null,
    permissions: session.permissions,
    status: 'active',
    subcategory: 'checking',
    subscriptions: [],
    supported_payment_method_types: session.permissions.includes('payment_method') ? ['us_bank_account'] : [],
    transaction_refresh: null,
  });
  world.put({ ...session, accounts: { object: 'list', data: [account], has_more: false, url: accountPath } });
  const features = session.prefetch.flatMap((name) => featureOf[name] ?? []);
  if (features.length > 0) startRefresh(world, account, features);
};

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/financial_connections/sessions',
    returns: type,
    parameters: {
      account_holder: required(
        hash({ type: required(oneOf('account', 'customer')), account: string(), customer: string() }),
      ),
      filters: hash({
        account_subcategories: array(oneOf('checking', 'credit_card', 'line_of_credit', 'mortgage', 'savings')),
        countries: array(string()),
      }),
      permissions: required(array(oneOf('balances', 'ownership', 'payment_method', 'transactions'))),
      prefetch: array(oneOf('balances', 'ownership', 'transactions')),
      return_url: string(),
    },
  },
  ({ world }, { account_holder: { type: kind, ...holder }, filters, permissions, prefetch = [], return_url }) => {
    const holderId = holder[kind] ?? '';
    world.named(kind, holderId, `account_holder[${kind}]`);
    const id = world.newId('fcsess');
    const session = world.put<Session>({
      id,
      object: type,
      account_holder: { type: kind, [kind]: holderId },
      accounts: { object: 'list', data: [], has_more: false, url: accountPath },
      client_secret: `${id}_secret_${world.newId('x').slice(2)}`,
      ...(filters !== undefined && {
        filters: {
          account_subcategories: filters.account_subcategories ?? null,
          countries: filters.countries ?? null,
        },
      }),
      livemode: false,
      permissions,
      prefetch,
      ...(return_url !== undefined && { return_url }),
    });
    world.later(signsInAfter, () => signIn(world, session));
    return session;
  },
  ({ account_holder: { type: kind, ...holder } }) => {
    if (holder[kind] === undefined) throw missing(`account_holder[${kind}]`);
  },
);

export const bankSessionEndpoints: readonly Endpoint[] = [
  create,
  retrieve('/v1/financial_connections/sessions/{session}', type),
];
