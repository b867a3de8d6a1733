import type Stripe from 'stripe';
import { boolean, hash, required } from '../parameters.ts';
import { isRecord } from '../rest-object.ts';
import type { FinancialAccount } from './objects.ts';

/** The features of a financial account: one list of names, and REST's nested hash of the same. */

type Features = Stripe.Treasury.FinancialAccountFeatures;

/** By their REST names: a dot leads into the hash. */
export const FEATURES = [
  'card_issuing',
  'deposit_insurance',
  'financial_addresses.aba',
  'inbound_transfers.ach',
  'intra_stripe_flows',
  'outbound_payments.ach',
  'outbound_payments.us_domestic_wire',
  'outbound_transfers.ach',
  'outbound_transfers.us_domestic_wire',
] as const;
export type Feature = (typeof FEATURES)[number];
export type State = 'active' | 'pending' | 'restricted' | 'unrequested';
export type States = ReadonlyMap<Feature, State>;

const toggle = (state: State): Stripe.Treasury.FinancialAccountFeatures.CardIssuing => {
  switch (state) {
    case 'active':
      return { requested: true, status: 'active', status_details: [] };
    case 'pending':
      return { requested: true, status: 'pending', status_details: [{ code: 'activating', resolution: null }] };
    case 'restricted': {
      const detail = { code: 'restricted_by_platform', resolution: 'remove_restriction' } as const;
      return { requested: true, status: 'restricted', status_details: [detail] };
    }
    case 'unrequested': {
      const detail = { code: 'capability_not_requested', resolution: null } as const;
      return { requested: false, status: 'restricted', status_details: [detail] };
    }
  }
};

/** Features that nobody ever asked for are not in the hash. */
export const featureHash = (states: States): Features => {
  const features: Record<string, unknown> = { object: 'treasury.financial_account_features' };
  for (const [feature, state] of states) {
    const [group = '', inner] = feature.split('.');
    const own = toggle(state);
    features[group] = inner === undefined ? own : { ...(features[group] as object | undefined), [inner]: own };
  }
  return features as unknown as Features;
};

const request = hash({ requested: required(boolean) });

export const featureParameters = {
  card_issuing: request,
  deposit_insurance: request,
  financial_addresses: hash({ aba: request }),
  inbound_transfers: hash({ ach: request }),
  intra_stripe_flows: request,
  outbound_payments: hash({ ach: request, us_domestic_wire: request }),
  outbound_transfers: hash({ ach: request, us_domestic_wire: request }),
};

const at = (nested: unknown, feature: Feature): unknown =>
  feature.split('.').reduce((value, key) => (isRecord(value) ? value[key] : undefined), nested);

/** What was asked for, by name; REST takes a while to activate a feature, and here it is active at once. */
export const requestedFeatures = (given: unknown): States =>
  new Map(
    FEATURES.flatMap((feature) => {
      const asked = at(given, feature);
      return isRecord(asked) ? [[feature, asked.requested === true ? 'active' : 'unrequested'] as const] : [];
    }),
  );

/** How an account's features stand. Its lists do not tell what was switched off; the hash does, where it is held. */
export const statesOf = (account: FinancialAccount): States =>
  new Map(
    FEATURES.flatMap((feature) => {
      const held = at(account.features, feature);
      if (isRecord(held)) return [[feature, held.requested === true ? (held.status as State) : 'unrequested'] as const];
      return account.active_features.includes(feature) ? [[feature, 'active'] as const] : [];
    }),
  );
