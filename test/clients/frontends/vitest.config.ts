import { transformAsync } from '@babel/core';
import { defineConfig, type Plugin } from 'vitest/config';

/** Puts what relay-compiler has generated where the code says graphql`…`. */
const relay: Plugin = {
  name: 'relay',
  enforce: 'pre',
  transform: async (code, id) => {
    if (!id.includes('/frontends/relay/') || !code.includes('graphql`')) return;
    const result = await transformAsync(code, {
      cwd: import.meta.dirname,
      filename: id,
      configFile: false,
      parserOpts: { plugins: ['typescript', 'jsx'] },
      plugins: [['relay', { eagerEsModules: true }]],
    });
    return { code: result?.code ?? code, map: result?.map ?? null };
  },
};

// biome-ignore lint/style/noDefaultExport: vitest reads it
export default defineConfig({
  root: import.meta.dirname,
  plugins: [relay],
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    // A gateway for each file, and a browser beside one: not all at once.
    fileParallelism: false,
    // They end what hangs; nothing else, on however slow a machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
