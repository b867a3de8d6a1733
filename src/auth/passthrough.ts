import { createHash } from 'node:crypto';
import type { AuthSettings } from '../config/auth.ts';
import { modeOfKey } from '../config/key.ts';
import { askedAccount } from './account.ts';
import { bearerOf } from './bearer.ts';
import { credentialsOf, type HeldKeys } from './held-keys.ts';
import type { Identify } from './identity.ts';
import { Refusal } from './refusal.ts';

/** Callers with keys of their own for the REST API: what a key may do there is all that they may do here. */
export const keyHolders =
  ({
    account: otherwise,
    live,
    mutations,
  }: Pick<HeldKeys & AuthSettings, 'account' | 'live' | 'mutations'>): Identify =>
  (headers) => {
    const key = bearerOf(headers);
    const mode = modeOfKey(key);
    if (mode === undefined) {
      throw new Refusal('unauthenticated', 'Send your own key of the REST API: `Authorization: Bearer rk_…`.');
    }
    if ((mode === 'live') !== live) {
      throw new Refusal('unauthenticated', `This gateway takes ${live ? 'live' : 'test'} keys only.`);
    }
    const account = askedAccount(headers) ?? otherwise;
    const credentials = credentialsOf(key, account);
    return {
      tenant: createHash('sha256').update(key).digest('hex'),
      scopes: 'all',
      sendsAnyDocument: false,
      account,
      credentials: { read: credentials, write: mutations === 'off' ? undefined : credentials },
    };
  };
