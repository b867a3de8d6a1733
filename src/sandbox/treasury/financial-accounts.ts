import { collection } from '../collection.ts';
import { action, type Endpoint, objectEndpoint, retrieve } from '../endpoint.ts';
import { invalid, RestError } from '../errors.ts';
import { created } from '../filters.ts';
import { applyMetadata, newMetadata } from '../metadata.ts';
import { array, currency, hash, oneOf, required } from '../parameters.ts';
import type { World } from '../world.ts';
import { FEATURES, featureHash, featureParameters, requestedFeatures, type States, statesOf } from './features.ts';
import { type FinancialAccount, type Restriction, financialAccountType as type } from './objects.ts';

const restriction = oneOf('restricted', 'unrestricted');
const parameters = {
  features: hash(featureParameters),
  metadata: newMetadata,
  platform_restrictions: hash({ inbound_flows: restriction, outbound_flows: restriction }),
};

/** All that an account shows of its features; the address comes with its feature. */
const showFeatures = (id: string, states: States) => {
  const inState = (state: string): string[] => FEATURES.filter((feature) => states.get(feature) === state);
  const number = Array.from(id.slice(-12), (character) => character.charCodeAt(0) % 10).join('');
  const aba = {
    account_holder_name: 'Sandbox',
    account_number: number,
    account_number_last4: number.slice(-4),
    bank_name: 'STRIPE TEST BANK',
    routing_number: '0000000001',
  };
  const hasAddress = states.get('financial_addresses.aba') === 'active';
  return {
    active_features: inState('active'),
    pending_features: inState('pending'),
    restricted_features: [...inState('restricted'), ...inState('unrequested')],
    features: featureHash(states),
    financial_addresses: hasAddress ? [{ type: 'aba', supported_networks: ['ach', 'us_domestic_wire'], aba }] : [],
  };
};

interface Restrictions {
  readonly inbound_flows: Restriction | undefined;
  readonly outbound_flows: Restriction | undefined;
}

const restrict = (current: FinancialAccount['platform_restrictions'], given: Restrictions | undefined) =>
  given === undefined
    ? current
    : {
        inbound_flows: given.inbound_flows ?? current?.inbound_flows ?? null,
        outbound_flows: given.outbound_flows ?? current?.outbound_flows ?? null,
      };

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/treasury/financial_accounts',
    returns: type,
    parameters: { ...parameters, supported_currencies: required(array(currency)) },
  },
  ({ world }, { features, metadata, platform_restrictions, supported_currencies }) => {
    const id = world.newId('fa');
    const nothing = Object.fromEntries(supported_currencies.map((unit) => [unit, 0]));
    return world.put({
      id,
      object: type,
      balance: { cash: nothing, inbound_pending: nothing, outbound_pending: nothing },
      country: 'US',
      created: world.now(),
      livemode: false,
      metadata: applyMetadata({}, metadata),
      platform_restrictions: restrict(null, platform_restrictions),
      status: 'open',
      status_details: { closed: null },
      supported_currencies,
      ...showFeatures(id, requestedFeatures(features)),
    });
  },
  ({ supported_currencies: units }) => {
    const strange = units.find((unit) => unit !== 'usd');
    if (units.length > 0 && strange === undefined) return;
    throw invalid('supported_currencies', `Financial accounts are held in usd alone; ${strange ?? 'none'} was given.`);
  },
);

const changeFeatures = (world: World, account: FinancialAccount, given: unknown): FinancialAccount => {
  const asked = requestedFeatures(given);
  if (asked.size === 0) return account;
  if (account.status !== 'open') throw new RestError(400, `The financial account ${account.id} is closed.`);
  const { financial_addresses, ...shown } = showFeatures(account.id, new Map([...statesOf(account), ...asked]));
  // An address that stands keeps its number.
  const addresses = asked.has('financial_addresses.aba') ? financial_addresses : account.financial_addresses;
  return world.put({ ...account, ...shown, financial_addresses: addresses });
};

export const financialAccountEndpoints: readonly Endpoint[] = [
  collection({ path: '/v1/treasury/financial_accounts', type, filters: { created } }),
  create,
  retrieve('/v1/treasury/financial_accounts/{financial_account}', type),
  action(
    '/v1/treasury/financial_accounts/{financial_account}',
    { type, parameters },
    (world, account: FinancialAccount, { features, metadata, platform_restrictions }) => {
      const changed = changeFeatures(world, account, features);
      return world.put({
        ...changed,
        metadata: applyMetadata(changed.metadata ?? {}, metadata),
        platform_restrictions: restrict(changed.platform_restrictions, platform_restrictions),
      });
    },
  ),
  objectEndpoint(
    {
      path: '/v1/treasury/financial_accounts/{financial_account}/features',
      returns: 'treasury.financial_account_features',
      parameters: {},
    },
    ({ world, ids }) => featureHash(statesOf(world.get<FinancialAccount>(type, ids.financial_account))),
  ),
  action(
    '/v1/treasury/financial_accounts/{financial_account}/features',
    { type, returns: 'treasury.financial_account_features', parameters: featureParameters },
    (world, account: FinancialAccount, given) => featureHash(statesOf(changeFeatures(world, account, given))),
  ),
];
