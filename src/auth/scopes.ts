import { EVERY_SCOPE } from '../graph/caller.ts';

/** A scope of its own, such as `tax:read`, or `*` for all parts of the REST API. */
export const SCOPE = /^(?:\*|[a-z_]{1,64}:(?:read|write)|documents:any)$/;

const ANY_DOCUMENT = 'documents:any';

/**
 * Whether they may send any document where other callers may only name a known one. `*` does not include it: the scope
 * itself must be there.
 */
export const sendsAnyDocument = (given: readonly string[]): boolean => given.includes(ANY_DOCUMENT);

/** All scopes: one to read and one to write for each part of the REST API, and one for documents. */
export const scopesOf = (domains: readonly string[]): readonly string[] => [
  EVERY_SCOPE,
  ...domains.flatMap((domain) => [`${domain}:read`, `${domain}:write`]),
  ANY_DOCUMENT,
];

export const readScopes = (given: readonly string[]): 'all' | ReadonlySet<string> =>
  given.includes(EVERY_SCOPE) ? 'all' : new Set(given);
