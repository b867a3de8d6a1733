import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Under these anyone may use, change and sell what they install. */
const ALLOWED: ReadonlySet<string> = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
}

/** Whether an SPDX expression lets us choose an allowed licence. One that is not understood does not. */
const isAllowed = (licence: string): boolean =>
  licence
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => ALLOWED.has(choice));

const root = join(import.meta.dirname, '..');

/** What `npm install` of the package brings: all that the lock file has, but for tools of development. */
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockedPackage>;
};
const installed = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);

const refused = installed.filter(([, { license }]) => !isAllowed(license ?? ''));
for (const [path, { version, license }] of refused) {
  process.stderr.write(`${path.replace(/^.*node_modules\//, '')}@${version ?? '?'}: ${license ?? 'no licence'}\n`);
}
if (installed.length === 0 || refused.length > 0) {
  process.stderr.write(
    `${refused.length} of ${installed.length} production dependencies are not under ${[...ALLOWED].join(', ')}.\n`,
  );
  process.exitCode = 1;
}
