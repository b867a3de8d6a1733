import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheOf, compiled, run } from './compiled.ts';

/*
 * Starts the bundle, asks it something, and keeps what V8 has compiled by then: what a start needs, and no more. It is
 * started with the flags of `npm start`.
 */

const [, , bundle = ''] = process.argv;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const TRIES = 600;

const ask = async (url: string): Promise<void> => {
  const body = JSON.stringify({ query: '{ __typename }' });
  for (let left = TRIES; left > 0; left -= 1) {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(
      () => undefined,
    );
    if (response?.ok) return;
    await sleep(50);
  }
  throw new Error('The bundle does not answer.');
};

const port = await freePort();
process.argv = [process.execPath, bundle];
// Nothing is asked of that address: it is what makes a start one without the sandbox.
process.env = {
  HOST: '127.0.0.1',
  PORT: String(port),
  LOG_LEVEL: 'warn',
  STRIPE_SECRET_KEY: 'sk_test_build',
  STRIPE_API_BASE: 'http://127.0.0.1:9',
};
const script = compiled(bundle);
run(script, bundle);
await ask(`http://127.0.0.1:${port}/graphql`);
writeFileSync(cacheOf(bundle), script.createCachedData());
process.exit();
