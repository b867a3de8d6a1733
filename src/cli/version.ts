import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The package.json of the package that this file is in, from wherever in it this file has been built to. */
const manifestOf = (folder: string): string => {
  const file = join(folder, 'package.json');
  const above = dirname(folder);
  return existsSync(file) || above === folder ? file : manifestOf(above);
};

/** The version of the package, such as `0.1.0`. */
export const readVersion = (): string => JSON.parse(readFileSync(manifestOf(import.meta.dirname), 'utf8')).version;
