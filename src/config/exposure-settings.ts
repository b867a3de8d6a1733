import { z } from 'zod';
import { absent, type Fallback, flag, type Setting, text } from './setting.ts';

const NOT_IN_PRODUCTION: Fallback<boolean> = { shown: 'not in production', of: ({ production }) => !production };

/** Somebody may have forgotten to say that it is production; a live key tells. */
const NOT_ON_REAL_DATA: Fallback<boolean> = {
  shown: 'not in production, nor with live keys',
  of: ({ production, live }) => !production && !live,
};

/** Of a browser's extension, whose scheme no standard gives an origin to. */
const EXTENSION = /^[a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9-]+$/;

/** An origin as a browser sends it: no wildcard, no path, no default port. */
const isOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, origin } = new URL(text);
  return protocol === 'http:' || protocol === 'https:' ? origin === text && !text.includes('*') : EXTENSION.test(text);
};

const splitList = (text: string): string[] => text.split(',').map((each) => each.trim());

const production: Setting<boolean> = {
  variable: 'NODE_ENV',
  rule: z.string().transform((text) => text === 'production'),
  fallback: { shown: '`development`', of: () => false },
  meaning: '`production` turns GraphiQL, introspection and `x-explain` off.',
};

const corsOrigins: Setting<readonly string[]> = {
  variable: 'CORS_ORIGINS',
  rule: z
    .string()
    .refine((text) => splitList(text).every(isOrigin), {
      error: 'must be origins such as https://app.example, with commas between',
    })
    .transform(splitList),
  fallback: { shown: 'none', of: () => [] },
  meaning:
    'Origins whose pages and browser extensions may ask, with commas between: `https://app.example`, `chrome-extension://…`.',
};

const stubs: Setting<readonly string[]> = {
  variable: 'SUBGRAPH_STUBS',
  rule: z
    .string()
    .refine((text) => splitList(text).every((name) => /^[A-Z][A-Za-z]*$/.test(name)), {
      error: 'must be names of types such as Customer,Account',
    })
    .transform(splitList),
  fallback: { shown: 'none', of: () => [] },
  meaning:
    'Types that another subgraph owns, with commas between, such as `Customer,Account`: this one shows their ids alone, as `@key(fields: "id", resolvable: false)`.',
};

const isPath = (text: string): boolean => /^(?:\/[A-Za-z0-9._~-]+)+$/.test(text);
const TAKEN = /(?:^|\/)(?:graphiql|health|ready)$/;

/** What cannot be found by trying. */
const SHORTEST_SECRET = 32;

export const exposureSettings = {
  graphqlPath: text(
    'GRAPHQL_PATH',
    {
      isValid: (given) => isPath(given) && !TAKEN.test(given),
      error: 'must be a path such as /api/graphql, and not end with graphiql, health or ready',
      otherwise: '/graphql',
    },
    'Where the graph answers; GraphiQL is beside it. The path of what it is mounted in, or of a proxy, may stand before.',
  ),
  production,
  graphiql: flag('GRAPHIQL', NOT_IN_PRODUCTION, '`true` or `false`: whether browsers are shown GraphiQL.'),
  introspection: flag(
    'INTROSPECTION',
    NOT_IN_PRODUCTION,
    '`true` or `false`: whether the schema can be asked for, and errors suggest names.',
  ),
  explain: flag(
    'EXPLAIN',
    NOT_ON_REAL_DATA,
    '`true` or `false`: whether callers may see, by the header `x-explain`, which REST calls their operations make. See [explain.md](explain.md).',
  ),
  corsOrigins,
  nodeFields: flag(
    'SUBGRAPH_NODE_FIELDS',
    true,
    '`false` leaves `node` and `nodes` out: only one subgraph of a larger graph can have them.',
  ),
  securityDirectives: flag(
    'SUBGRAPH_SECURITY_DIRECTIVES',
    false,
    '`true` tells routers by `@authenticated` and `@requiresScopes` what the gateway checks itself.',
  ),
  routerSecret: text(
    'ROUTER_SECRET',
    {
      isValid: (given) => given.length >= SHORTEST_SECRET,
      error: `must be a secret of ${SHORTEST_SECRET} letters at least, such as openssl rand -hex 32 makes`,
      otherwise: absent(),
    },
    'The secret by which the router in front signs its requests (HMAC); what it has not signed is refused then. See [federation.md](federation.md).',
  ),
  routerSecretFile: text('ROUTER_SECRET_FILE', { otherwise: absent() }, 'A file that holds it instead, read at start.'),
  stubs,
};
