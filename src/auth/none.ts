import { type HeldKeys, holdersOf } from './held-keys.ts';
import type { Identify } from './identity.ts';
import { chooseTarget } from './target.ts';

/** Everybody who can connect is one caller. The configuration makes sure that only this machine can. */
export const anyone = (keys: HeldKeys): Identify => {
  const { account, context } = keys;
  const caller = holdersOf(keys)({ tenant: '', scopes: 'all', sendsAnyDocument: false, account, context });
  const choice = { allowed: undefined, otherwise: keys };
  return (headers) => {
    // Throws where they choose another target than the one there is.
    chooseTarget(headers, choice);
    return caller;
  };
};
