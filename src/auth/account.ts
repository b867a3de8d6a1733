import type { RequestHeaders } from './bearer.ts';
import { Refusal } from './refusal.ts';

const ACCOUNT = /^acct_[A-Za-z0-9]{1,64}$/;

export const isAccount = (value: unknown): value is string => typeof value === 'string' && ACCOUNT.test(value);

/** The account that the request itself names. A header that was sent twice arrives with a comma, and is none. */
export const askedAccount = (headers: RequestHeaders): string | undefined => {
  const asked = headers.get('stripe-account');
  if (asked === null) return undefined;
  if (isAccount(asked)) return asked;
  throw new Refusal('invalid', '`Stripe-Account` must be the id of one connected account, `acct_…`.');
};

export interface AccountChoice {
  /** Those that the caller may act on; undefined when the gateway's own is the only one. */
  readonly allowed: readonly string[] | undefined;
  /** The gateway's: `STRIPE_ACCOUNT`. */
  readonly otherwise: string | undefined;
}

/**
 * The account that the operation acts on. A caller with a list acts on one of it, and never on the platform beside it: where the list
 * leaves it open, they have to say which.
 */
export const chooseAccount = (headers: RequestHeaders, { allowed, otherwise }: AccountChoice): string | undefined => {
  const asked = askedAccount(headers);
  if (allowed === undefined) {
    if (asked === undefined || asked === otherwise) return otherwise;
    throw new Refusal('forbidden', 'This caller may not choose an account: leave `Stripe-Account` out.');
  }
  const account = asked ?? (otherwise !== undefined && allowed.includes(otherwise) ? otherwise : undefined);
  if (account !== undefined && allowed.includes(account)) return account;
  if (account !== undefined) throw new Refusal('forbidden', 'This caller may not act on that account.');
  const [only] = allowed;
  if (allowed.length === 1) return only;
  if (only === undefined) throw new Refusal('forbidden', 'This caller may act on no account.');
  throw new Refusal('invalid', 'Say in `Stripe-Account` which of your accounts to act on.');
};
