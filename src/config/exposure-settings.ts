import { z } from 'zod';
import { type Fallback, flag, type Setting } from './setting.ts';

const NOT_IN_PRODUCTION: Fallback<boolean> = { shown: 'not in production', of: ({ production }) => !production };

/** An origin as a browser sends it: no wildcard, no path, no default port. */
const isOrigin = (text: string): boolean =>
  /^https?:[^*]*$/.test(text) && URL.canParse(text) && new URL(text).origin === text;

const splitList = (text: string): string[] => text.split(',').map((each) => each.trim());

const production: Setting<boolean> = {
  variable: 'NODE_ENV',
  rule: z.string().transform((text) => text === 'production'),
  fallback: { shown: '`development`', of: () => false },
  meaning: '`production` turns GraphiQL and introspection off.',
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
  meaning: 'Origins whose pages may ask, with commas between: `https://app.example`.',
};

export const exposureSettings = {
  production,
  graphiql: flag('GRAPHIQL', NOT_IN_PRODUCTION, '`true` or `false`: whether browsers are shown GraphiQL.'),
  introspection: flag(
    'INTROSPECTION',
    NOT_IN_PRODUCTION,
    '`true` or `false`: whether the schema can be asked for, and errors suggest names.',
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
};
