import { createHash } from 'node:crypto';
import { InputError, NotSentError } from './input-error.ts';

const PRINTABLE_ASCII = /^[\x20-\x7e]{1,255}$/;
/** As RFC 9562 writes it, or in brackets or quotes, as a URN, or without dashes: libraries print all of these. */
const UUID_V7 =
  /^\s*(?:urn:uuid:|[{("'])?([0-9a-f]{8})(-?)([0-9a-f]{4})\2(?:7[0-9a-f]{3})\2[89ab][0-9a-f]{3}\2[0-9a-f]{12}[})"']?\s*$/i;

/** REST forgets a key 24 hours after its first use at the earliest; this leaves an hour for clocks and retries. */
const KEY_LIFE_MS = 23 * 3_600_000;

/**
 * How far ahead of this clock a key's time may be, since clocks differ. A key from further ahead would still look new
 * after REST has forgotten it.
 */
const MAX_AHEAD_MS = 5 * 60_000;

/** When a UUIDv7 was made, in Unix milliseconds; undefined for any other text. */
const timeOf = (key: string): number | undefined => {
  const match = UUID_V7.exec(key);
  return match ? Number.parseInt(`${match[1]}${match[3]}`, 16) : undefined;
};

/**
 * The caller's key, if it can be one. A UUIDv7 tells its age: one that REST may have forgotten would be executed anew.
 */
export const checkedKey = (key: string, now: number): string => {
  const param = ['idempotencyKey'];
  if (!PRINTABLE_ASCII.test(key) || key.trim() === '') {
    throw new InputError(
      param,
      '`idempotencyKey` must be 1 to 255 printable ASCII characters and not blank, such as a UUID.',
    );
  }
  const made = timeOf(key);
  if (made === undefined) return key;
  if (made - now > MAX_AHEAD_MS) {
    // Not an input that can never have been sent: our clock may have been right when it was.
    throw new NotSentError(
      param,
      'This `idempotencyKey` is a UUIDv7 of the future: its age could not be told later, when REST has forgotten it. Set the clock that makes the keys, or that of the gateway. If this key was never sent before, send one made now.',
      'BAD_USER_INPUT',
    );
  }
  if (now - made > KEY_LIFE_MS) {
    throw new NotSentError(
      param,
      'This `idempotencyKey` is older than 23 hours, so REST may have forgotten it and would do the request again. The first request may have been done: look for what it was to make, and send a key made now only if it is not there.',
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
  /** The account of an organisation, where the key is the organisation's. */
  readonly context?: string | undefined;
  readonly mutation: string;
}

/**
 * The key that REST is sent: safe in a header, the same for every attempt, never the same for another tenant, account
 * or mutation. A part that is added must leave the keys of those who do not use it as they were: a caller could not ask
 * again for a mutation whose outcome is open.
 */
export const restKey = ({ tenant, account, context, mutation }: KeyScope, key: string): string =>
  `gql1_${createHash('sha256')
    .update(JSON.stringify([tenant, account ?? null, mutation, key, ...(context === undefined ? [] : [context])]))
    .digest('hex')}`;
