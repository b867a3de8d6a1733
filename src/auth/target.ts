import { isContext } from '../config/key-use.ts';
import type { RequestHeaders } from './bearer.ts';
import { Refusal } from './refusal.ts';

const ACCOUNT = /^acct_[A-Za-z0-9]{1,64}$/;

export const isAccount = (value: unknown): value is string => typeof value === 'string' && ACCOUNT.test(value);

/**
 * The account whose data an operation reads and changes. One of both is set at most; with neither it is the key's own
 * account.
 */
export interface Target {
  /** A connected account, sent as `Stripe-Account`. */
  readonly account: string | undefined;
  /** An account of the organisation that the key belongs to, sent as `Stripe-Context`. */
  readonly context?: string | undefined;
}

/**
 * The account that the request's headers name. A header that was sent twice arrives as one value with a comma, which is
 * no id.
 */
export const askedTarget = (headers: RequestHeaders): Target | undefined => {
  const account = headers.get('stripe-account') ?? undefined;
  const context = headers.get('stripe-context') ?? undefined;
  if (account === undefined && context === undefined) return undefined;
  if (account !== undefined && context !== undefined) {
    throw new Refusal('invalid', 'Send `Stripe-Account` or `Stripe-Context`, not both.');
  }
  if (account !== undefined && !isAccount(account)) {
    throw new Refusal('invalid', '`Stripe-Account` must be the id of one connected account, `acct_…`.');
  }
  if (context !== undefined && !isContext(context)) {
    throw new Refusal('invalid', '`Stripe-Context` must be one account, `acct_…`, or the way to one, `acct_…/acct_…`.');
  }
  return { account, context };
};

export interface TargetChoice {
  /** Those that the caller may act on; undefined when the gateway's own target is the only one. */
  readonly allowed: readonly string[] | undefined;
  /** The gateway's: `STRIPE_ACCOUNT` or `STRIPE_CONTEXT`. */
  readonly otherwise: Target;
}

const chooseAccount = (asked: string | undefined, allowed: readonly string[], otherwise: string | undefined) => {
  const account = asked ?? (otherwise !== undefined && allowed.includes(otherwise) ? otherwise : undefined);
  if (account !== undefined && allowed.includes(account)) return account;
  if (account !== undefined) throw new Refusal('forbidden', 'This caller may not act on that account.');
  const [only] = allowed;
  if (allowed.length === 1) return only;
  if (only === undefined) throw new Refusal('forbidden', 'This caller may act on no account.');
  throw new Refusal('invalid', 'Say in `Stripe-Account` which of your accounts to act on.');
};

/**
 * The account that the operation acts on. A caller with a list of accounts acts on one of them, and never on the
 * platform's own: where there are several in the list, the request has to name one.
 */
export const chooseTarget = (headers: RequestHeaders, { allowed, otherwise }: TargetChoice): Target => {
  const asked = askedTarget(headers);
  if (allowed === undefined) {
    const isOwn = asked?.account === otherwise.account && asked?.context === otherwise.context;
    if (asked === undefined || isOwn) return { account: otherwise.account, context: otherwise.context };
    throw new Refusal(
      'forbidden',
      'This caller may not choose an account: leave `Stripe-Account` and `Stripe-Context` out.',
    );
  }
  if (asked?.context !== undefined || otherwise.context !== undefined) {
    throw new Refusal('forbidden', 'A caller with a list of accounts cannot act in a `Stripe-Context`.');
  }
  return { account: chooseAccount(asked?.account, allowed, otherwise.account) };
};
