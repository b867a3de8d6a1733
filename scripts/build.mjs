import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Plain JavaScript: it runs before `npm start`, also where the tools of development are not installed.

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist/sources.sha256');

const filesBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** One hash over all that `dist` is made of: their times would change with every checkout and copy. */
const hashOfSources = () => {
  const others = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs'];
  const hash = createHash('sha256');
  for (const file of [
    ...filesBelow('src').sort(),
    ...filesBelow('scripts/bundle').sort(),
    ...others.map((name) => join(root, name)),
  ]) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
};

const isFresh = (hash) => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

/** A package's own program, without what npm and a shell put around it. */
const run = (program, ...args) =>
  execFileSync(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root, stdio: 'inherit' });

const build = (hash) => {
  rmSync(join(root, 'dist/modules'), { recursive: true, force: true });
  rmSync(stamp, { force: true });
  run('typescript/bin/tsc', '-p', 'tsconfig.build.json');
  run('typescript/bin/tsc', '-p', 'tsconfig.types.json');
  run('tsx/dist/cli.mjs', 'scripts/bundle/bundle.ts');
  writeFileSync(stamp, hash);
};

const hash = hashOfSources();
if (!process.argv.includes('--if-stale') || !isFresh(hash)) {
  if (existsSync(join(root, 'node_modules/typescript'))) build(hash);
  else {
    process.stderr.write(
      'What is in dist is missing or not made of these sources: run npm ci && npm run build first.\n',
    );
    process.exitCode = 1;
  }
}
