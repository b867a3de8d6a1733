import { defineConfig } from 'vitest/config';

// The packages below install their own dependencies; the alias is the one of the project's own configuration.
// biome-ignore lint/style/noDefaultExport: vitest reads it
export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/clients/**/*.test.ts'],
    // It has a configuration of its own.
    exclude: ['**/node_modules/**', 'test/clients/frontends/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
