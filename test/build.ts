import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Makes the process that tests start, once for all of them, as `npm start` does. */
export const setup = (): void => {
  execFileSync('npm', ['run', '--silent', 'prestart'], { cwd: join(import.meta.dirname, '..'), stdio: 'inherit' });
};
