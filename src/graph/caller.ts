import type { GraphQLError } from 'graphql';
import type { Access } from '../access.ts';
import type { CallBudget } from '../stripe/call-budget.ts';
import type { Credentials } from '../stripe/headers.ts';
import { publicError } from './errors.ts';

/** Who asks, and what they may: known before anything of the operation is read. */
export interface Caller {
  /** Whose idempotency keys theirs are: the same for one caller over time, and for no two callers. */
  readonly tenant: string;
  /** Such as `tax:read`; `all` where nothing but the key itself sets bounds. */
  readonly scopes: 'all' | ReadonlySet<string>;
  /** Whether they may send documents that are not known beforehand where others may not. */
  readonly sendsAnyDocument: boolean;
  /** The connected account that is acted on, or none. */
  readonly account: string | undefined;
  /** REST calls in a second that are theirs; undefined where only the account's budget holds. */
  readonly budget?: CallBudget | undefined;
  /** The account of an organisation that is acted on, where the key is the organisation's. */
  readonly context?: string | undefined;
  /** Under which key, and on which account, REST is called; no mutation is sent without one for `write`. */
  readonly credentials: { readonly read: Credentials; readonly write: Credentials | undefined };
}

/**
 * The part of the REST API that an endpoint is in, as scopes name it where its resource says no other:
 * `/v1/tax/transactions` is in `tax`, and `/v1/test_helpers/treasury/received_credits` in `treasury`, since it changes
 * what is there.
 */
export const domainOf = (endpoint: string): string => {
  const [, , first = '', second = ''] = endpoint.split('/');
  return first === 'test_helpers' ? second : first;
};

/** A scope that stands for those of every part of the REST API. */
export const EVERY_SCOPE = '*';

/** As with REST's restricted keys, who may write may read what was written. */
export const scopesFor = (access: Access, domain: string): readonly string[] =>
  access === 'read' ? [`${domain}:read`, `${domain}:write`] : [`${domain}:write`];

export const may = ({ scopes }: Pick<Caller, 'scopes'>, access: Access, domain: string): boolean =>
  scopes === 'all' || scopesFor(access, domain).some((scope) => scopes.has(scope));

export const missingScope = (access: Access, domain: string): GraphQLError =>
  publicError('FORBIDDEN', `This needs the scope \`${domain}:${access}\`, which the caller does not have.`);
