import { type HeldKeys, holdersOf } from './held-keys.ts';
import type { Identify } from './identity.ts';
import { chooseTarget } from './target.ts';

/** Everybody who can connect is one caller. The configuration makes sure that only this machine can. */
export const anyone = (keys: HeldKeys): Identify => {
  const holder = holdersOf(keys);
  return (headers) => {
    const target = chooseTarget(headers, { allowed: undefined, otherwise: keys });
    return holder({ tenant: '', scopes: 'all', sendsAnyDocument: false, ...target });
  };
};
