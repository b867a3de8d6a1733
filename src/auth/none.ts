import { chooseAccount } from './account.ts';
import { callerWithHeldKeys, type HeldKeys } from './held-keys.ts';
import type { Identify } from './identity.ts';

/** Whoever reaches it. That is nobody but this machine: the configuration sees to it. */
export const anyone =
  (keys: HeldKeys): Identify =>
  (headers) => {
    const account = chooseAccount(headers, { allowed: undefined, otherwise: keys.account });
    return callerWithHeldKeys(keys, { tenant: '', scopes: 'all', sendsAnyDocument: false, account });
  };
