import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * Files by their paths as the project formats them, with their imports in order: in a folder that has nothing else, so
 * that one run of the linter is for all of them.
 *
 * @param passes long chains come to rest the second time
 */
export const formatted = (files: ReadonlyMap<string, string>, passes = 2): ReadonlyMap<string, string> => {
  const folder = mkdtempSync(join(tmpdir(), 'scaffold-'));
  try {
    copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'));
    for (const [path, text] of files) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    for (let pass = 0; pass < passes; pass += 1) {
      execFileSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', '--vcs-enabled=false', '.'], {
        cwd: folder,
        stdio: 'pipe',
      });
    }
    return new Map([...files.keys()].map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true });
  }
};
