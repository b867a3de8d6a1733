#!/usr/bin/env node
import { join } from 'node:path';
import { compiled, run } from './compiled.ts';

/** The name of the bundle beside this file, put here when it is made. */
declare const BUNDLE: string;

const bundle = join(import.meta.dirname, BUNDLE);
run(compiled(bundle), bundle);
