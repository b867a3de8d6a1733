import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** `npm run build` gives none; a test writes elsewhere, so that it does not take what is running from under it. */
const [outdir = 'dist/bundle'] = process.argv.slice(2);

/**
 * What is run: the gateway and all that it imports in one file, since finding and reading a thousand modules takes longer
 * than all else about the start. What `npm run build` leaves beside it, module by module, is for those who embed the gateway.
 */
await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir,
  bundle: true,
  // What is imported when it is first needed stays a file of its own.
  splitting: true,
  // Modules can be joined to one scope, CommonJS cannot; and all must meet the same copy of graphql.
  mainFields: ['module', 'main'],
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  // The page of GraphiQL is nine megabytes of text, read when a browser asks. And whoever starts an OpenTelemetry SDK in the
  // process must meet the same `api` that the gateway has.
  external: ['@graphql-yoga/render-graphiql', '@opentelemetry/api'],
  // Packages in CommonJS ask for Node's own modules by `require`, which a module does not have.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
