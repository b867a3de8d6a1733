import { LRUCache } from 'lru-cache';
import type { AuthSettings } from '../config/auth.ts';
import type { Caller } from '../graph/caller.ts';
import type { Credentials } from '../stripe/headers.ts';
import type { Target } from './target.ts';

/** The keys that the gateway itself holds, and what it may do with them. */
export interface HeldKeys extends Pick<AuthSettings, 'writeKey' | 'mutations'> {
  readonly secretKey: string;
  /** The account that the gateway acts on where nothing else is said. */
  readonly account: string | undefined;
  /** The same where the keys are an organisation's. */
  readonly context?: string | undefined;
}

export const credentialsOf = (key: string, { account, context }: Target): Credentials => ({
  key,
  ...(account === undefined ? {} : { account }),
  ...(context === undefined ? {} : { context }),
});

const writingKey = ({ secretKey, writeKey, mutations }: HeldKeys): string | undefined => {
  switch (mutations) {
    case 'on':
      return writeKey ?? secretKey;
    case 'write-key':
      return writeKey;
    case 'off':
      return undefined;
  }
};

/** The most accounts whose credentials are kept. */
const MAX_ACCOUNTS = 1_000;

/**
 * Makes callers who act under the gateway's keys. The credentials of an account are one object for as long as the keys
 * are the same, for the REST client keeps by it what all calls under them share.
 */
export const holdersOf = (keys: HeldKeys): ((caller: Omit<Caller, 'credentials'>) => Caller) => {
  const known = new LRUCache<string, Caller['credentials']>({ max: MAX_ACCOUNTS });
  const write = writingKey(keys);
  const make = (target: Target): Caller['credentials'] => {
    const held = (key: string): Credentials => ({ ...credentialsOf(key, target), held: true });
    return { read: held(keys.secretKey), write: write === undefined ? undefined : held(write) };
  };
  return (caller) => {
    const name = `${caller.account ?? ''} ${caller.context ?? ''}`;
    let credentials = known.get(name);
    if (credentials === undefined) {
      credentials = make(caller);
      known.set(name, credentials);
    }
    // The copy at the end: V8 makes a dictionary of an object that begins with one.
    return { credentials, ...caller };
  };
};
