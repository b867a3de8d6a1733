import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { setV8Flags } from '../../src/v8-flags.ts';

/** Where the code cache of a bundle stands. The bundle's name has its hash, so that no cache meets another text. */
export const cacheOf = (bundle: string): string => bundle.replace(/\.cjs$/, '.cache');

const read = (file: string): Buffer | undefined => {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
};

/**
 * How large the young generation may grow. `npm start` sets it, since here it is too late for that: it stands here
 * because V8 takes a code cache under equal flags alone.
 */
export const YOUNG_GENERATION = '--max-semi-space-size=8';

/**
 * The bundle as a script, with V8's code cache where it was made by the same Node.js under the same flags; any other is
 * refused by V8, and the text is compiled as it would be without one.
 */
export const compiled = (bundle: string): Script => {
  setV8Flags();
  setFlagsFromString(YOUNG_GENERATION);
  const parameters = 'require, __dirname, module, exports';
  return new Script(`(function (${parameters}) {${readFileSync(bundle, 'latin1')}\n})`, {
    filename: bundle,
    cachedData: read(cacheOf(bundle)),
  });
};

export const run = (script: Script, bundle: string): void => {
  const module = { exports: {} };
  script.runInThisContext()(createRequire(bundle), dirname(bundle), module, module.exports);
};
