import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const folder = join(import.meta.dirname, '../page');

const { outputFiles } = await build({
  entryPoints: [join(folder, 'start.ts')],
  bundle: true,
  format: 'iife',
  globalName: 'page',
  target: 'es2022',
  charset: 'ascii',
  write: false,
});

const style = readFileSync(join(folder, 'page.css'), 'utf8');

/**
 * What the page of GraphiQL gets beside the ready-made bundle, as a module: whatever runs the gateway finds it without
 * a build.
 */
process.stdout.write(`// Made of page/ by \`npm run page\`: change it there.

/** Defines \`page.start\`. */
export const PAGE_SCRIPT = ${JSON.stringify(outputFiles[0]?.text ?? '')};

export const PAGE_STYLE = ${JSON.stringify(style)};
`);
