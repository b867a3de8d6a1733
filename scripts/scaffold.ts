import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { scaffold } from './scaffold/file.ts';

const [name] = process.argv.slice(2);
if (name === undefined) throw new Error('Say which resource: npm run scaffold -- issuing/authorizations');

const [made] = scaffold(name);
if (made === undefined) throw new Error(`Nothing was made of ${name}.`);
const { path, text, place } = made;
mkdirSync(dirname(path), { recursive: true });
// A file that is there is somebody's own by now.
writeFileSync(path, text, { flag: 'wx' });
process.stdout.write(`${path} is yours now. What it says TODO of is for you to write; then docs/adding-a-resource.md goes on.
Not in it, if you want them:
${place.writes.map((write) => `  ${write}\n`).join('')}`);
