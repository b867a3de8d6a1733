import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { run, start } from '../process.ts';
import { SEED } from '../seed.ts';
import { startTlsFront } from '../upstream/connect-proxy.ts';
import { SELF_SIGNED } from '../upstream/self-signed.ts';
import { bearer, sha256, TRANSFER, write } from './world.ts';

const KEY = 'rk_test_4eC39HqLyjWDarjtT1zdp7dc';

/** What REST says to a key that it does not know. */
const UNKNOWN_KEY = {
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: '{"error":{"type":"invalid_request_error","message":"Invalid API Key provided."}}',
};

const ask = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: `{ transfer(id: "${TRANSFER}") { amount } }` }),
  });
  return { status: response.status, answer: await response.json() };
};

describe('a start that would let strangers in, or is misspelt', () => {
  it('ends with 1, and says all that is wrong and what to set, in place of the sandbox', async () => {
    const { said, exit } = run({
      HOST: '0.0.0.0',
      STRIPE_SECRET_KEY: KEY.replace('test', 'live'),
      STRIPE_SECERT_KEY: KEY,
    });
    expect(await exit).toBe(1);
    expect(said.err).toMatch(/HOST lets others in/);
    expect(said.err).toMatch(/STRIPE_LIVE=true/);
    expect(said.err).toMatch(/STRIPE_SECERT_KEY .* STRIPE_SECRET_KEY/);
    expect(said.out).toBe('');
    expect(said.err).not.toContain('4eC39');
  });

  it('ends with 1 with tokens that cannot be read', async () => {
    const { said, exit } = run({ AUTH: 'token', AUTH_TOKENS_FILE: '/nowhere.json' });
    expect(await exit).toBe(1);
    expect(said.err).toMatch(/AUTH_TOKENS_FILE/);
    expect(said.out).toBe('');
  });
});

describe('a start with SANDBOX_OPEN', () => {
  it('answers others, under any name', async () => {
    const { url } = await start({ HOST: '0.0.0.0', SANDBOX_OPEN: 'true' });
    const { port } = new URL(url);
    const sent = request({
      port,
      path: '/graphql',
      method: 'POST',
      headers: { host: 'gateway:4000', 'content-type': 'application/json' },
    });
    sent.end(JSON.stringify({ query: `{ transfer(id: "${TRANSFER}") { id } }` }));
    const [response] = await once(sent, 'response');
    expect(response.statusCode).toBe(200);
    expect(await json(response)).toMatchObject({ data: { transfer: { id: TRANSFER } } });
  });
});

describe('a start with AUTH', () => {
  it('token: may listen for others, and answers who has one', async () => {
    const file = write('tokens.json', [{ name: 'app', sha256: sha256('a-token'), scopes: ['transfers:read'] }]);
    const { url } = await start({ AUTH: 'token', AUTH_TOKENS_FILE: file, HOST: '0.0.0.0' });
    const here = url.replace('0.0.0.0', '127.0.0.1');
    expect((await ask(here)).status).toBe(401);
    expect(await ask(here, bearer('a-token'))).toMatchObject({ status: 200, answer: { data: { transfer: {} } } });
  });

  it('passthrough: has no sandbox and no key of its own', async () => {
    const upstream = await startSandbox({ seed: SEED, keys: [KEY] });
    const { url, said } = await start({ AUTH: 'passthrough', STRIPE_API_BASE: upstream.url });
    expect(said.out).toContain("under the callers' own keys");
    expect((await ask(url)).status).toBe(401);
    expect(await ask(url, bearer(KEY))).toMatchObject({ status: 200, answer: { data: { transfer: {} } } });
    expect(upstream.requests).toHaveLength(1);
    await upstream.close();
  });

  it('passthrough: takes live keys, and those alone, with STRIPE_LIVE', async () => {
    const upstream = await startFaultyUpstream({ answer: () => UNKNOWN_KEY });
    onTestFinished(() => upstream.close());
    const { url } = await start({
      AUTH: 'passthrough',
      STRIPE_LIVE: 'true',
      STRIPE_API_BASE: await startTlsFront(upstream.url),
      NODE_EXTRA_CA_CERTS: write('certificate.pem', SELF_SIGNED.cert),
    });
    const live = KEY.replace('test', 'live');
    expect((await ask(url, bearer(live))).status).toBe(200);
    expect((await ask(url, bearer(KEY))).status).toBe(401);
    expect(upstream.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${live}`]);
  });
});
