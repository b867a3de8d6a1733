import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Asked } from './asked.ts';
import { bound, type Row } from './report.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Held {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  /** Of its tests those whose names hold this. */
  readonly tests?: string;
}

/** Tests of the suite whose figures belong here: what they hold needs a gateway for each of many settings. */
const TESTS: readonly Held[] = [
  {
    id: 'S2',
    name: 'a limit in either order of callers, at two gateways in one process',
    file: 'test/plugins/limits.test.ts',
    tests: 'in either order',
  },
  {
    id: 'S3',
    name: 'pages of other sites, where a page of one origin may ask',
    file: 'test/plugins/origin.test.ts',
    tests: 'where a page of one origin may ask',
  },
  { id: 'S7', name: 'answers of one key or account to another', file: 'test/auth/isolation.test.ts' },
  { id: 'S8', name: 'canaries in answers, logs and spans', file: 'test/auth/secrets.test.ts' },
];

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

const runTest = ({ file, tests }: Held): Promise<Results> =>
  new Promise((resolve, reject) => {
    const chosen = tests === undefined ? [] : ['-t', tests];
    const command = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', file, ...chosen];
    const child = spawn(process.execPath, command, { cwd: ROOT });
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

export const runIsolation = async (isAsked: Asked): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const held of TESTS.filter(({ id }) => isAsked(id))) {
    const { id, name, file } = held;
    const { numPassedTests, numFailedTests } = await runTest(held);
    rows.push({
      id,
      name,
      figures: { 'tests that hold it': numPassedTests, failed: numFailedTests, file },
      broken: bound(numFailedTests === 0 && numPassedTests > 0, `${numFailedTests} failed`),
    });
  }
  return rows;
};
