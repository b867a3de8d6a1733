/** A scope of its own, such as `tax:read`, or `*` for all. */
export const SCOPE = /^(?:\*|[a-z_]{1,64}:(?:read|write))$/;

export const readScopes = (given: readonly string[]): 'all' | ReadonlySet<string> =>
  given.includes('*') ? 'all' : new Set(given);
