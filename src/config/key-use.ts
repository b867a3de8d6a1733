import { isOrganisationKey, modeOfKey } from './key.ts';

/** An account of an organisation, or the way to one that is connected to it. */
const CONTEXT = /^acct_[A-Za-z0-9]{1,64}(?:\/acct_[A-Za-z0-9]{1,64}){0,3}$/;

/** What `Stripe-Context` may hold. */
export const isContext = (text: string): boolean => CONTEXT.test(text);

/**
 * The keys that the gateway holds, where they go, and on whose data they act; each as it was given, or as it is
 * without.
 */
export interface KeyUse {
  readonly secretKey?: string | undefined;
  readonly writeKey?: string | undefined;
  readonly live: boolean;
  readonly apiBase: string;
  readonly allowHttp: boolean;
  readonly account?: string | undefined;
  readonly context?: string | undefined;
}

type Held = readonly (readonly [name: string, key: string | undefined])[];

const heldKeys = ({ secretKey, writeKey }: KeyUse): Held => [
  ['STRIPE_SECRET_KEY', secretKey],
  ['STRIPE_WRITE_KEY', writeKey],
];

/** Each key against what STRIPE_LIVE says of it. The sandbox has no live key either. */
const modeProblems = (use: KeyUse): string[] =>
  heldKeys(use).flatMap(([name, key]) => {
    const mode = key === undefined ? undefined : modeOfKey(key);
    if (mode === undefined || (mode === 'live') === use.live) return [];
    return use.live
      ? [`${name} is a test key, but STRIPE_LIVE is true.`]
      : [`${name} is a live key, which moves real money: set STRIPE_LIVE=true if that is meant.`];
  });

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The form of an address of the REST API. */
export const BASE = 'must be an https origin, or http on loopback, without a path';

export const isBase = (given: string): boolean => {
  if (!URL.canParse(given)) return false;
  const { protocol, pathname, search, username, password } = new URL(given);
  return /^https?:$/.test(protocol) && pathname === '/' && search === '' && username === '' && password === '';
};

/**
 * A key goes over this address: it is encrypted, or does not leave the machine, or is a test key for which somebody has
 * said that it may. A live key is always encrypted.
 */
const addressProblems = ({ apiBase, live, allowHttp }: KeyUse): string[] => {
  if (!isBase(apiBase)) return [];
  const { protocol, hostname } = new URL(apiBase);
  if (protocol === 'https:') return [];
  if (live) return ['STRIPE_API_BASE must be https with STRIPE_LIVE=true.'];
  return LOOPBACK.has(hostname) || allowHttp ? [] : [`STRIPE_API_BASE ${BASE}.`];
};

const targetProblems = (use: KeyUse): string[] => {
  const { account, context } = use;
  if (account !== undefined && context !== undefined) {
    return [
      'STRIPE_ACCOUNT and STRIPE_CONTEXT are both set: set one of them. A connected account below an account is a context too, acct_…/acct_….',
    ];
  }
  return heldKeys(use).flatMap(([name, key]) =>
    context === undefined && key !== undefined && isOrganisationKey(key)
      ? [
          `${name} is the key of an organisation, which acts on no account of its own: set STRIPE_CONTEXT to the account, acct_….`,
        ]
      : [],
  );
};

/** The same where the gateway is made in code: whether a key is live, it says itself. */
export const gatewayKeyProblems = (use: KeyUse): string[] => {
  const live = use.live || heldKeys(use).some(([, key]) => key !== undefined && modeOfKey(key) === 'live');
  return [...addressProblems({ ...use, live }), ...targetProblems(use)];
};

/**
 * What is wrong with keys that are right one by one, but not for this address, this account or this money. Shows no
 * key.
 */
export const keyUseProblems = (use: KeyUse): string[] => [
  ...modeProblems(use),
  ...addressProblems(use),
  ...targetProblems(use),
];
