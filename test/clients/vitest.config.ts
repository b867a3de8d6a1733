import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const EMBEDDING = join(import.meta.dirname, '../../src/embedding/create-gateway.ts');

// The packages below install their own dependencies; the alias is the one of the project's own configuration.
// biome-ignore lint/style/noDefaultExport: vitest reads it
export default defineConfig({
  resolve: {
    alias: [
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      // What it is once installed, test/package.test.ts sees.
      { find: 'stripe-graphql-gateway', replacement: EMBEDDING },
    ],
  },
  test: {
    include: ['test/clients/**/*.test.ts'],
    // It has a configuration of its own.
    exclude: ['**/node_modules/**', 'test/clients/frontends/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
