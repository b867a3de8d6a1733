import { RestError } from './errors.ts';

/** Only the end of a key may be shown. */
const masked = (key: string): string => {
  const kind = /^(?:[sr]k_(?:test|live)_|sk_org_(?:(?:test|live)_)?)/.exec(key)?.[0] ?? '';
  return `${kind}****${key.slice(kind.length).slice(-4)}`;
};

const keyIn = (authorization: string | undefined): string | undefined => {
  const [scheme = '', credentials = ''] = authorization?.trim().split(/\s+/) ?? [];
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(credentials, 'base64').toString().split(':')[0];
};

/** Gives the key, or refuses with 401. A live key has no business here. */
export const authenticate = (authorization: string | undefined, accepted: readonly string[] | undefined): string => {
  const key = keyIn(authorization);
  if (key === undefined || key === '') {
    const how =
      "Send it in the Authorization header, as a bearer token ('Bearer sk_test_…') or as the basic auth user name.";
    throw new RestError(401, `You did not provide an API key. ${how}`);
  }
  const known = accepted === undefined ? /^(?:[sr]k|sk_org)_test_\w+$/.test(key) : accepted.includes(key);
  if (!known || /^(?:[sr]k_live_|sk_org_(?!test_))/.test(key))
    throw new RestError(401, `Invalid API Key provided: ${masked(key)}`);
  return key;
};

/** The account that a request is about, by its headers; undefined for the key's own. */
export const accountOf = (
  key: string,
  { account, context }: { readonly account: string | undefined; readonly context: string | undefined },
): string | undefined => {
  if (account !== undefined && context !== undefined) {
    throw new RestError(400, 'You sent both Stripe-Account and Stripe-Context. Send one of them.');
  }
  if (context === undefined && key.startsWith('sk_org_')) {
    throw new RestError(400, 'An organization API key needs the Stripe-Context header.');
  }
  // The way to an account ends with it.
  return account ?? context?.split('/').at(-1);
};

export const noAccess = (key: string, account: string): RestError => {
  const message = `The provided key '${masked(key)}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`;
  return new RestError(403, message, { code: 'account_invalid' });
};
