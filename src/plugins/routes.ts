/** What is found at a path. */
export type Route = 'graph' | 'page' | 'health' | 'ready';

/** An address with nothing in its path to be read, as nearly all have it, and no query string. */
const PLAIN = /^https?:\/\/[^/?#\\]+((?:\/[A-Za-z0-9_-]+)+)$/;

/** The path of an absolute address. */
export const pathOf = (address: string): string =>
  PLAIN.exec(address)?.[1] ?? new URL(address, 'http://localhost').pathname;

/**
 * Tells routes by the end of a path. What stands before is the path of whatever the gateway is mounted in, or of a
 * proxy that does not strip it; an empty segment (`//`) is none of theirs.
 */
export const createRoutes = (graphqlPath: string): ((pathname: string) => Route | undefined) => {
  const folder = graphqlPath.slice(0, graphqlPath.lastIndexOf('/'));
  const routes: readonly (readonly [string, Route])[] = [
    [graphqlPath, 'graph'],
    [`${graphqlPath}/`, 'graph'],
    [`${folder}/graphiql`, 'page'],
    ['/health', 'health'],
    ['/ready', 'ready'],
  ];
  return (pathname) => {
    if (pathname.includes('//')) return undefined;
    return routes.find(([path]) => pathname.endsWith(path))?.[1];
  };
};
