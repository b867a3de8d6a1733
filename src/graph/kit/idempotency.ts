import { createHash } from 'node:crypto';
import { InputError } from './problems.ts';

const PRINTABLE_ASCII = /^[\x20-\x7e]{1,255}$/;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** REST forgets a key 24 hours after its first use at the earliest; this leaves an hour for clocks and retries. */
const KEY_LIFE_MS = 23 * 3_600_000;

/** The caller's key, if it can be one. A UUIDv7 tells its age: one that REST may have forgotten would be executed anew. */
export const checkedKey = (key: string, now: number): string => {
  const param = ['idempotencyKey'];
  if (!PRINTABLE_ASCII.test(key)) {
    throw new InputError(param, '`idempotencyKey` must be 1 to 255 printable ASCII characters, such as a UUID.');
  }
  if (UUID_V7.test(key) && now - Number.parseInt(key.replace('-', '').slice(0, 12), 16) > KEY_LIFE_MS) {
    throw new InputError(
      param,
      'This `idempotencyKey` is older than 23 hours, so REST may have forgotten it and would do the request again. Look at what the first request did before you send a new key.',
      'IDEMPOTENCY_KEY_EXPIRED',
    );
  }
  return key;
};

/** Whose key it is. Everything in it is the same on every replica, so that no store is shared. */
export interface KeyScope {
  /** Who asks, where several may use the same keys. */
  readonly tenant: string;
  /** The connected account that is acted on, or none. */
  readonly account: string | undefined;
  readonly mutation: string;
}

/** The key that REST is sent: safe in a header, the same for every attempt, never the same for another tenant, account or mutation. */
export const restKey = ({ tenant, account, mutation }: KeyScope, key: string): string =>
  `gql1_${createHash('sha256')
    .update(JSON.stringify([tenant, account ?? null, mutation, key]))
    .digest('hex')}`;
