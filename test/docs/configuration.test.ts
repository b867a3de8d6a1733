import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { environmentSchema } from '../../src/config/config.ts';

const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

/** The first and the last cell of each row, without their marks. */
const variables = [...page.matchAll(/^\| `([A-Z_]+)` \|.*\| ([^|]+) \|$/gm)].map(([, name = '', value = '']) => [
  name,
  value.replaceAll('`', ''),
]);

it('docs/configuration.md explains every variable with its default, and no other', () => {
  const defaults = environmentSchema.parse({}) as Record<string, unknown>;
  const otherwise: Record<string, string> = {
    STRIPE_SECRET_KEY: 'sandbox',
    STRIPE_WRITE_KEY: 'STRIPE_SECRET_KEY',
    STRIPE_ACCOUNT: 'none',
    AUTH_TOKENS_FILE: 'none',
    AUTH_JWT_ISSUER: 'none',
    AUTH_JWT_AUDIENCE: 'none',
    AUTH_JWT_JWKS: 'none',
    GRAPHIQL: 'not in production',
    INTROSPECTION: 'not in production',
    CORS_ORIGINS: 'none',
    REST_READS_PER_SECOND: '80/20',
    REST_WRITES_PER_SECOND: '80/20',
    METRICS_PORT: 'off',
  };
  expect(variables).toEqual(
    Object.keys(environmentSchema.shape).map((name) => [name, String(defaults[name] ?? otherwise[name])]),
  );
});
