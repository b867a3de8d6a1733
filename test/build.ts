import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const BUILD = join(import.meta.dirname, '../scripts/build.mjs');

/** Makes the process that tests start, once for all of them, as `npm start` does. */
export const setup = (): void => {
  execFileSync(process.execPath, [BUILD, '--if-stale'], { stdio: 'inherit' });
};
