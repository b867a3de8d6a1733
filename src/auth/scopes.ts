/** A scope of its own, such as `tax:read`, or `*` for all. */
export const SCOPE = /^(?:\*|[a-z_]{1,64}:(?:read|write))$/;

/** All that there are: one to read and one to write for each part of the REST API. */
export const scopesOf = (domains: readonly string[]): readonly string[] => [
  '*',
  ...domains.flatMap((domain) => [`${domain}:read`, `${domain}:write`]),
];

export const readScopes = (given: readonly string[]): 'all' | ReadonlySet<string> =>
  given.includes('*') ? 'all' : new Set(given);
