import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { YOUNG_GENERATION } from './compiled.ts';

const root = join(import.meta.dirname, '../..');

const outdir = 'dist/bundle';

/**
 * Modules that bring much more than is used of them, and what is used. In a bundle all of it would be read at each
 * start.
 */
const PARTS: readonly { readonly filter: RegExp; readonly contents: string }[] = [
  {
    // The REST client is made of two of its parts; its index is CommonJS, of which nothing can be left out.
    filter: /^undici$/,
    contents: `
      export { default as Client } from 'undici/lib/dispatcher/client.js';
      export { default as buildConnector } from 'undici/lib/core/connect.js';
    `,
  },
  {
    // Messages in fifty languages, where problems are told in our own words.
    filter: /^\.\.\/locales\/index\.js$/,
    contents: "export { default as en } from 'zod/v4/locales/en.js';",
  },
];

const partsOnly: Plugin = {
  name: 'parts only',
  setup: ({ onResolve, onLoad }) => {
    for (const { filter, contents } of PARTS) {
      onResolve({ filter }, ({ path }) => ({ path, namespace: 'parts' }));
      onLoad({ filter, namespace: 'parts' }, () => ({ contents, resolveDir: root }));
    }
  },
};

/**
 * What is run: the gateway and all that it imports in one file, since finding and reading a thousand modules takes
 * longer than all else about the start. What `npm run build` leaves beside it, module by module, is for those who embed
 * the gateway.
 */
const gateway = await build({
  absWorkingDir: root,
  entryPoints: { gateway: 'src/main.ts' },
  entryNames: '[name]-[hash]',
  outExtension: { '.js': '.cjs' },
  outdir,
  bundle: true,
  // Modules can be joined to one scope, CommonJS cannot; and all must meet the same copy of graphql.
  mainFields: ['module', 'main'],
  platform: 'node',
  // A script and no module: V8 keeps compiled code for those alone.
  format: 'cjs',
  target: 'node20',
  // A script out of a code cache cannot import; `require` it can.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.dirname': '__dirname' },
  sourcemap: true,
  // The page of GraphiQL is nine megabytes of text, read when a browser asks. And whoever starts an OpenTelemetry SDK
  // in the process must meet the same `api` that the gateway has.
  external: ['@graphql-yoga/render-graphiql', '@opentelemetry/api'],
  plugins: [partsOnly],
  logLevel: 'warning',
  write: false,
});

const bundle = gateway.outputFiles.find(({ path }) => path.endsWith('.cjs'))?.path ?? '';

/** What starts it, with V8's code cache. */
const main = await build({
  absWorkingDir: root,
  entryPoints: ['scripts/bundle/main.ts'],
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  define: { BUNDLE: JSON.stringify(basename(bundle)) },
  logLevel: 'warning',
  write: false,
});

const outputFiles = [...gateway.outputFiles, ...main.outputFiles];

for (const { path, text } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  // Nothing but comments has letters beyond Latin-1 here, since esbuild escapes those of strings. One of them makes V8
  // hold and read two bytes for each of four million letters. And a script that is wrapped begins with no line for the
  // shell.
  writeFileSync(path, path === bundle ? text.replace(/[^\0-\xff]/g, '?').replace(/^#!/, '//') : text);
}

// Names of bundles change with what is in them: those of builds before would be packed as well.
const made = new Set(outputFiles.map(({ path }) => path));
for (const name of readdirSync(join(root, outdir))) {
  const file = join(root, outdir, name);
  if (!made.has(file)) rmSync(file, { recursive: true });
}

const { status, stderr } = spawnSync(
  process.execPath,
  [YOUNG_GENERATION, '--import', 'tsx', 'scripts/bundle/write-code-cache.ts', bundle],
  { cwd: root, env: { PATH: process.env.PATH }, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
);
if (status !== 0) throw new Error(`The code cache could not be made: ${stderr}`);
