import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bound, type Row } from './report.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Tests of the suite whose figures belong here: what they hold needs a gateway for each of many settings. */
const TESTS = [
  ['S7', 'answers of one key or account to another', 'test/auth/isolation.test.ts'],
  ['S8', 'canaries in answers, logs and spans', 'test/auth/secrets.test.ts'],
] as const;

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

const runTest = (file: string): Promise<Results> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', file], {
      cwd: ROOT,
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.once('error', reject);
    child.once('exit', () => {
      const json = said.split('\n').find((line) => line.startsWith('{"numTotal'));
      resolve(json === undefined ? { numPassedTests: 0, numFailedTests: 1 } : (JSON.parse(json) as Results));
    });
  });

export const runIsolation = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const [id, name, file] of TESTS) {
    const { numPassedTests, numFailedTests } = await runTest(file);
    rows.push({
      id,
      name,
      figures: { 'tests that hold it': numPassedTests, failed: numFailedTests, file },
      broken: bound(numFailedTests === 0 && numPassedTests > 0, `${numFailedTests} failed`),
    });
  }
  return rows;
};
