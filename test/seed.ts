import { defaultSeed } from '../src/sandbox/seed.ts';
import type { Seed } from '../src/sandbox/server.ts';

/** The sandbox's own data, made once for all worlds of a process: a world replaces objects and changes none. */
export const SEED: Seed = defaultSeed();
