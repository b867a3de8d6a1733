import { createHash } from 'node:crypto';
import type { AuthSettings } from '../config/auth.ts';
import { isOrganisationKey, modeOfKey } from '../config/key.ts';
import { bearerOf } from './bearer.ts';
import { credentialsOf } from './held-keys.ts';
import type { Identify } from './identity.ts';
import { Refusal } from './refusal.ts';
import { askedTarget, type Target } from './target.ts';

/** Callers with keys of their own for the REST API: what a key may do there is all that they may do here. */
export const keyHolders =
  ({ live, mutations, account, context }: Target & Pick<AuthSettings, 'live' | 'mutations'>): Identify =>
  (headers) => {
    const key = bearerOf(headers);
    const mode = modeOfKey(key);
    if (mode === undefined) {
      throw new Refusal('unauthenticated', 'Send your own key of the REST API: `Authorization: Bearer rk_…`.');
    }
    if ((mode === 'live') !== live) {
      throw new Refusal('unauthenticated', `This gateway takes ${live ? 'live' : 'test'} keys only.`);
    }
    const target = askedTarget(headers) ?? { account, context };
    if (target.context === undefined && isOrganisationKey(key)) {
      throw new Refusal(
        'invalid',
        'The key of an organisation acts on no account of its own: say in `Stripe-Context` on which to act, `acct_…`.',
      );
    }
    const credentials = credentialsOf(key, target);
    return {
      tenant: createHash('sha256').update(key).digest('hex'),
      scopes: 'all',
      sendsAnyDocument: false,
      account: target.account,
      context: target.context,
      credentials: { read: credentials, write: mutations === 'off' ? undefined : credentials },
    };
  };
