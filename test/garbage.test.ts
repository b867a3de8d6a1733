import { expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../src/sandbox/server.ts';
import { transferSeed } from './mutations/world.ts';
import { start } from './process.ts';

const OPERATIONS = 300;

/**
 * Kilobytes that each operation leaves where only a full collection looks: what a cheap one has found in use twice. A
 * full one holds up everybody for as long as ten operations take.
 */
const leftBehind = async (queryOf: (n: number) => string): Promise<number> => {
  const sandbox = await startSandbox({ seed: transferSeed(40) });
  onTestFinished(() => sandbox.close());
  const gateway = await start(
    {
      STRIPE_API_BASE: sandbox.url,
      STRIPE_SECRET_KEY: 'sk_test_0123456789',
      REST_READS_PER_SECOND: '10000',
      REST_ENDPOINT_PER_SECOND: '10000',
    },
    ['--trace-gc-nvp'],
  );
  // What is compiled and cached on the way stays, and is left out.
  for (let n = 0; n < 100; n += 1) await gateway.query(queryOf(n));
  gateway.said.out = '';
  for (let n = 0; n < OPERATIONS; n += 1) await gateway.query(queryOf(100 + n));
  const promoted = [...gateway.said.out.matchAll(/ gc=s .*? promoted=(\d+)/g)].map(([, bytes]) => Number(bytes));
  expect(promoted.length).toBeGreaterThan(3);
  return promoted.reduce((sum, bytes) => sum + bytes, 0) / OPERATIONS / 1_024;
};

it('lets go of what an operation has read', async () => {
  const query = '{ transfers(first: 40) { nodes { id amount created reversals { nodes { id amount } } } } }';
  expect(await leftBehind(() => query)).toBeLessThan(20);
});

it('lets go of a document that it refuses', async () => {
  const fields = Array.from({ length: 150 }, (_, n) => `a${n}: transfer(id: "tr_1") { nothing }`).join(' ');
  expect(await leftBehind((n) => `query Refused${n} { ${fields} }`)).toBeLessThan(20);
});
