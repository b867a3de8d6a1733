#!/usr/bin/env node
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setV8Flags } from '../../src/v8-flags.ts';
import { compiled, run } from './compiled.ts';

/** The name of the bundle beside this file, put here when it is made. */
declare const BUNDLE: string;

const bundle = join(import.meta.dirname, BUNDLE);
if (process.sourceMapsEnabled) {
  // Places in stacks lead to the sources only in what Node has loaded itself, which it compiles anew.
  setV8Flags();
  createRequire(bundle)(bundle);
} else {
  run(compiled(bundle), bundle);
}
