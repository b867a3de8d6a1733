import { defineConfig } from 'vitest/config';

export default defineConfig({
  // vite would pick graphql's `module` build while Node picks `main`: two copies, and every
  // GraphQLError of ours would be masked as a stranger's.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: { include: ['test/**/*.test.ts'], exclude: ['**/node_modules/**', 'test/clients/**'], testTimeout: 20_000 },
});
