import type { AuthSettings } from '../config/auth.ts';
import type { Caller } from '../graph/caller.ts';
import type { Credentials } from '../stripe/headers.ts';

/** The keys that the gateway itself holds, and what it may do with them. */
export interface HeldKeys extends Pick<AuthSettings, 'writeKey' | 'mutations'> {
  readonly secretKey: string;
  /** The account that the gateway acts on where nothing else is said. */
  readonly account: string | undefined;
}

export const credentialsOf = (key: string, account: string | undefined): Credentials => ({
  key,
  ...(account === undefined ? {} : { account }),
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

/** A caller who acts under the gateway's keys. */
export const callerWithHeldKeys = (keys: HeldKeys, caller: Omit<Caller, 'credentials'>): Caller => {
  const write = writingKey(keys);
  const held = (key: string): Credentials => ({ ...credentialsOf(key, caller.account), held: true });
  return {
    ...caller,
    credentials: { read: held(keys.secretKey), write: write === undefined ? undefined : held(write) },
  };
};
