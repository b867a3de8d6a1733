/** Namespaces of the REST API: what follows one is the collection. */
const NAMESPACES: ReadonlySet<string> = new Set(['tax', 'treasury', 'financial_connections', 'issuing']);

/** Actions that stand where an id would. */
const ACTIONS: ReadonlySet<string> = new Set(['create_from_calculation', 'create_reversal']);

/**
 * The endpoint that a path belongs to: `/v1/transfers/{id}/reversals/{id}` for one reversal of one transfer. REST paths alternate between a
 * collection, or what is done with an object, and an id; so there are as many endpoints as the sources name, whatever ids callers send.
 */
export const endpointOf = (path: string): string => {
  const [, version = '', ...segments] = path.split('?')[0]?.split('/') ?? [];
  const start = NAMESPACES.has(segments[0] ?? '') ? 1 : 0;
  const names = segments.map((segment, at) =>
    at > start && (at - start) % 2 === 1 && !ACTIONS.has(segment) ? '{id}' : segment,
  );
  return `/${[version, ...names].join('/')}`;
};
