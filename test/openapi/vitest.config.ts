import { defineConfig } from 'vitest/config';

// A lane of its own, since what the sandbox and the graph are held against is not a part of this project. The alias is
// the one of the project's own configuration.
// biome-ignore lint/style/noDefaultExport: vitest reads it
export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: { include: ['test/openapi/*.test.ts'], testTimeout: 60_000 },
});
