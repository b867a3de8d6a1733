import { InvalidParameterError } from './errors.ts';

/** Whose data a call is about. */
export interface Credentials {
  /** The REST API's secret or restricted key. */
  readonly key: string;
  /** A connected account, `acct_…`, sent as `Stripe-Account`. */
  readonly account?: string;
}

/** Printable ASCII of one value: a space, comma or line break could make two of it. */
const ONE_VALUE = /^[!-+\--~]{1,255}$/;
const ACCOUNT = /^acct_[A-Za-z0-9]{1,64}$/;

/**
 * Headers of every attempt of one call.
 *
 * @throws InvalidParameterError when a value would not be sent as one value, or a POST has no idempotency key:
 * without one, no lost answer could be asked for again.
 */
export const requestHeaders = (
  method: 'GET' | 'POST',
  credentials: Credentials,
  apiVersion: string,
  idempotencyKey: string | undefined,
): Record<string, string> => {
  const { key, account } = credentials;
  if (!ONE_VALUE.test(key)) {
    throw new InvalidParameterError(['key'], 'The API key must be 1 to 255 printable ASCII characters.');
  }
  if (account !== undefined && !ACCOUNT.test(account)) {
    throw new InvalidParameterError(['account'], 'The account must match acct_[A-Za-z0-9]{1,64}.');
  }
  if (method === 'POST' && !ONE_VALUE.test(idempotencyKey ?? '')) {
    throw new InvalidParameterError(
      ['idempotencyKey'],
      'The idempotency key of a POST must be 1 to 255 printable ASCII characters without spaces or commas.',
    );
  }
  return {
    accept: 'application/json',
    // What is not compressed cannot be a bomb, and its length can be held against Content-Length.
    'accept-encoding': 'identity',
    authorization: `Bearer ${key}`,
    'stripe-version': apiVersion,
    'user-agent': 'stripe-graphql-gateway/0.1.0',
    ...(account === undefined ? {} : { 'stripe-account': account }),
    ...(method === 'POST' && idempotencyKey !== undefined
      ? { 'idempotency-key': idempotencyKey, 'content-type': 'application/x-www-form-urlencoded' }
      : {}),
  };
};
