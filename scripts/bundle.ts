import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');

const outdir = 'dist/bundle';

/** Modules that bring much more than is used of them, and what is used. In a bundle all of it would be read at each start. */
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
    // Bodies are read as bytes, which need none of its tables of encodings.
    filter: /^iconv-lite$/,
    contents: "export const getDecoder = () => { throw new TypeError('Bodies are read as bytes.'); };",
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
 * What is run: the gateway and all that it imports in one file, since finding and reading a thousand modules takes longer
 * than all else about the start. What `npm run build` leaves beside it, module by module, is for those who embed the gateway.
 */
const { outputFiles } = await build({
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
  plugins: [partsOnly],
  logLevel: 'warning',
  write: false,
});

for (const { path, text } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  // Nothing but comments has letters beyond Latin-1 here, since esbuild escapes those of strings. One of them makes V8 hold and read
  // two bytes for each of four million letters.
  writeFileSync(path, path.endsWith('.js') ? text.replace(/[^\0-\xff]/g, '?') : text);
}

// Names of chunks change with what is in them: those of builds before would be packed as well.
const made = new Set(outputFiles.map(({ path }) => path));
for (const name of readdirSync(join(root, outdir))) {
  const file = join(root, outdir, name);
  if (!made.has(file)) rmSync(file, { recursive: true });
}
