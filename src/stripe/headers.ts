import { modeOfKey } from '../config/key.ts';
import { isContext } from '../config/key-use.ts';
import { InvalidParameterError } from './errors.ts';

/** Whose data a call is about. */
export interface Credentials {
  /** The REST API's secret or restricted key. */
  readonly key: string;
  /** A connected account, `acct_…`, sent as `Stripe-Account`. */
  readonly account?: string;
  /**
   * An account of the organisation that the key belongs to, or the way to it (`acct_…/acct_…`), sent as
   * `Stripe-Context`. Not beside `account`.
   */
  readonly context?: string;
  /** The key is the gateway's own: what is counted for the account goes on when the key is replaced. */
  readonly held?: true;
}

/** Whether no real money can be meant. A key that does not say so is taken for a live one. */
export const isTestKey = ({ key }: Credentials): boolean => modeOfKey(key) === 'test';

export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Printable ASCII of one value: a space, comma or line break could make two of it. */
const ONE_VALUE = /^[!-+\--~]{1,255}$/;
const ACCOUNT = /^acct_[A-Za-z0-9]{1,64}$/;

/** Headers of a request, each name before its value: the HTTP client takes them as they stand. */
export type Headers = string[];

/** Those of every request under these credentials. */
const commonHeaders = ({ key, account, context }: Credentials, apiVersion: string): Headers => {
  if (!ONE_VALUE.test(key)) {
    throw new InvalidParameterError(['key'], 'The API key must be 1 to 255 printable ASCII characters.');
  }
  if (account !== undefined && !ACCOUNT.test(account)) {
    throw new InvalidParameterError(['account'], 'The account must match acct_[A-Za-z0-9]{1,64}.');
  }
  if (context !== undefined && (account !== undefined || !isContext(context))) {
    throw new InvalidParameterError(
      ['context'],
      'The context must match acct_…(/acct_…), and stand beside no account.',
    );
  }
  const headers = {
    accept: 'application/json',
    // No compression: the answer cannot be a decompression bomb, and its length can be compared with Content-Length.
    'accept-encoding': 'identity',
    authorization: `Bearer ${key}`,
    'stripe-version': apiVersion,
    'user-agent': 'stripe-graphql-gateway/0.1.0',
    ...(account === undefined ? {} : { 'stripe-account': account }),
    ...(context === undefined ? {} : { 'stripe-context': context }),
  };
  return Object.entries(headers).flat();
};

/** What every request under the same credentials has. */
interface Common {
  readonly headers: Headers;
  /** Equal for credentials that see the same data. It holds the key and must never be logged. */
  readonly who: string;
}

/**
 * Headers of requests. Those that every call under the same credentials has are kept as long as the credentials are.
 */
export class RequestHeaders {
  readonly #apiVersion: string;
  readonly #common = new WeakMap<Credentials, Common>();

  constructor(apiVersion: string) {
    this.#apiVersion = apiVersion;
  }

  /**
   * Those of every attempt of one call.
   *
   * @throws InvalidParameterError when a value would not be sent as one value, or a POST has no idempotency key:
   * without one, no lost answer could be asked for again.
   */
  of(method: 'GET' | 'POST', credentials: Credentials, idempotencyKey = ''): Headers {
    const { headers } = this.#of(credentials);
    if (method === 'GET') return headers;
    if (!ONE_VALUE.test(idempotencyKey)) {
      throw new InvalidParameterError(
        ['idempotencyKey'],
        'The idempotency key of a POST must be 1 to 255 printable ASCII characters without spaces or commas.',
      );
    }
    return [...headers, 'idempotency-key', idempotencyKey, 'content-type', 'application/x-www-form-urlencoded'];
  }

  /** Equal for credentials under which equal reads have equal answers. */
  whoseAre(credentials: Credentials): string {
    return this.#of(credentials).who;
  }

  #of(credentials: Credentials): Common {
    let common = this.#common.get(credentials);
    if (common === undefined) {
      const { key, account = '', context = '' } = credentials;
      common = { headers: commonHeaders(credentials, this.#apiVersion), who: `${key} ${account} ${context}` };
      this.#common.set(credentials, common);
    }
    return common;
  }
}
