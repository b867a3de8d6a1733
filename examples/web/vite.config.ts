import { defineConfig } from 'vite';

const target = process.env.GATEWAY ?? 'http://127.0.0.1:4000/graphql';

// biome-ignore lint/style/noDefaultExport: vite reads it
export default defineConfig({
  server: {
    // An object, not the address alone: that would set `changeOrigin`, and a Host that is not the page's own is a foreign page to the gateway.
    proxy: { '/graphql': { target: new URL(target).origin } },
  },
});
