import { chooseAccount } from './account.ts';
import { type HeldKeys, holdersOf } from './held-keys.ts';
import type { Identify } from './identity.ts';

/** Whoever reaches it. That is nobody but this machine: the configuration sees to it. */
export const anyone = (keys: HeldKeys): Identify => {
  const holder = holdersOf(keys);
  return (headers) => {
    const account = chooseAccount(headers, { allowed: undefined, otherwise: keys.account });
    return holder({ tenant: '', scopes: 'all', sendsAnyDocument: false, account });
  };
};
