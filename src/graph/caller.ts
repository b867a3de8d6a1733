import type { GraphQLError } from 'graphql';
import type { Credentials } from '../stripe/headers.ts';
import type { RestPath } from '../stripe/path.ts';
import { publicError } from './errors.ts';

/** Who asks, and what they may: known before anything of the operation is read. */
export interface Caller {
  /** Whose idempotency keys theirs are: the same for one caller over time, and for no two callers. */
  readonly tenant: string;
  /** Such as `tax:read`; `all` where nothing but the key itself sets bounds. */
  readonly scopes: 'all' | ReadonlySet<string>;
  /** The connected account that is acted on, or none. */
  readonly account: string | undefined;
  /** Under which key, and on which account, REST is called; no mutation is sent without one for `write`. */
  readonly credentials: { readonly read: Credentials; readonly write: Credentials | undefined };
}

export type Verb = 'read' | 'write';

/** The part of the REST API that a path is in, as scopes name it: `/v1/tax/transactions` is in `tax`. */
export const domainOf = (path: RestPath): string => {
  const [, , first = ''] = path.split('/');
  return first === 'balance_transactions' ? 'balance' : first;
};

/** As with REST's restricted keys, who may write may read what was written. */
export const scopesFor = (verb: Verb, domain: string): readonly string[] =>
  verb === 'read' ? [`${domain}:read`, `${domain}:write`] : [`${domain}:write`];

export const may = ({ scopes }: Pick<Caller, 'scopes'>, verb: Verb, domain: string): boolean =>
  scopes === 'all' || scopesFor(verb, domain).some((scope) => scopes.has(scope));

export const missingScope = (verb: Verb, domain: string): GraphQLError =>
  publicError('FORBIDDEN', `This needs the scope \`${domain}:${verb}\`, which the caller does not have.`);
