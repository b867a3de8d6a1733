import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { proxyFor } from '../../src/stripe/proxy.ts';
import { problemsOf } from '../config/problems.ts';
import { start } from '../process.ts';
import { SEED } from '../seed.ts';
import { startConnectProxy, startTlsFront } from './connect-proxy.ts';
import { SELF_SIGNED } from './self-signed.ts';
import { startUpstreamWorld } from './world.ts';

const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const PASSWORD = /sesame|b3BlbiBzZXNhbWU|bWU6b3Blbi/;

/** The gateway as a process that trusts the upstream's certificate, and the sandbox behind TLS. */
const startTrusting = async () => {
  const sandbox = await startSandbox({ seed: SEED, keys: [KEY] });
  onTestFinished(() => sandbox.close());
  const apiBase = await startTlsFront(sandbox.url);
  const certificate = join(mkdtempSync(join(tmpdir(), 'gateway-')), 'cert.pem');
  writeFileSync(certificate, SELF_SIGNED.cert);
  return {
    sandbox,
    apiBase,
    run: (environment: Record<string, string>) =>
      start({
        STRIPE_SECRET_KEY: KEY,
        STRIPE_API_BASE: apiBase,
        NODE_EXTRA_CA_CERTS: certificate,
        LOG_LEVEL: 'trace',
        ...environment,
      }),
  };
};

const READ = '{ transfer(id: "tr_1Seed000003") { amount } }';
const READ_ANSWER = { data: { transfer: { amount: 2500 } } };
const REVERSE = `mutation { createTransferReversal(input: { transfer: "tr_1Seed000001", amount: 1, idempotencyKey: "k" }) {
  ... on CreateTransferReversalPayload { transferReversal { amount } }
} }`;

describe('HTTPS_PROXY', () => {
  it.each([
    ['http', 'HTTPS_PROXY'],
    ['https', 'https_proxy'],
  ] as const)('%s: calls go through its tunnel, which shows it no key (%s)', async (scheme, variable) => {
    const { sandbox, apiBase, run } = await startTrusting();
    const proxy = await startConnectProxy({ scheme });
    const { query, said } = await run({ [variable]: proxy.urlWithPassword });
    expect(await query(READ)).toMatchObject(READ_ANSWER);
    expect(await query(REVERSE)).toMatchObject({
      data: { createTransferReversal: { transferReversal: { amount: 1 } } },
    });
    expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    // One tunnel: the connection in it is kept like any other.
    expect(proxy.asked).toEqual([{ target: new URL(apiBase).host, authorization: `Basic ${btoa('me:open sesame')}` }]);
    expect(proxy.passed).not.toBe('');
    expect(proxy.passed).not.toMatch(/sk_test|GET |POST /);
    expect(said.out + said.err).toContain('REST call');
    expect(said.out + said.err).not.toMatch(PASSWORD);
  });

  it('does not have what NO_PROXY names', async () => {
    const { sandbox, run } = await startTrusting();
    const proxy = await startConnectProxy();
    const { query } = await run({ HTTPS_PROXY: proxy.url, NO_PROXY: 'other.example, localhost' });
    expect(await query(READ)).toMatchObject(READ_ANSWER);
    expect(sandbox.requests).toHaveLength(1);
    expect(proxy.asked).toEqual([]);
  });

  it.each([407, 403, 502])(
    'that refuses with %i: UPSTREAM_UNAVAILABLE, and a mutation is NOT_APPLIED',
    async (refuse) => {
      const proxy = await startConnectProxy({ refuse });
      const lines: string[] = [];
      const log = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
      const gateway = { apiBase: 'https://localhost:1', httpsProxy: proxy.urlWithPassword, log };
      const world = await startUpstreamWorld({ gateway });
      const answer = await world.read(1);
      expect(answer.errors?.[0]).toMatchObject({
        extensions: { code: 'UPSTREAM_UNAVAILABLE' },
      });
      const problem = await world.reverse('key');
      expect(problem).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED' });
      expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set(['localhost:1']));
      expect(lines.join('')).toContain('"fault":"proxy"');
      expect(lines.join('') + JSON.stringify([answer, problem])).not.toMatch(PASSWORD);
    },
  );

  it.each([
    ['that cannot be reached', undefined],
    ['that does not answer', 'silent'],
  ] as const)('%s: the same, in the time for a connection', async (_, refuse) => {
    const httpsProxy = refuse === undefined ? 'http://localhost:1' : (await startConnectProxy({ refuse })).url;
    const gateway = { apiBase: 'https://localhost:1', httpsProxy, restConnectTimeoutMs: 50 };
    const world = await startUpstreamWorld({ gateway });
    expect(await world.reverse('key')).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED' });
  });

  it('does not make a certificate trusted that nobody signed', async () => {
    const plain = await startUpstreamWorld();
    const proxy = await startConnectProxy();
    const gateway = { apiBase: await startTlsFront(plain.upstream.url), httpsProxy: proxy.url };
    const world = await startUpstreamWorld({ gateway });
    expect(await world.reverse('key')).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'NOT_APPLIED',
      retryable: false,
    });
    expect(proxy.asked).toHaveLength(1);
    expect(plain.upstream.requests).toEqual([]);
  });
});

describe('the settings', () => {
  it('are read in both cases, and in lower case first', () => {
    const upper = { HTTPS_PROXY: 'http://upper.example:1', NO_PROXY: 'a' };
    expect(readConfig(upper)).toMatchObject({ httpsProxy: 'http://upper.example:1', noProxy: 'a' });
    expect(readConfig({ ...upper, https_proxy: 'http://lower.example:1', no_proxy: 'b' })).toMatchObject({
      httpsProxy: 'http://lower.example:1',
      noProxy: 'b',
    });
  });

  it.each([
    'proxy.example:3128',
    'socks5://proxy.example',
    'http://proxy.example/path',
    'http://me:open%sesame@proxy.example',
  ])('refuse %s, and do not show it', (HTTPS_PROXY) => {
    const problems = problemsOf({ HTTPS_PROXY });
    expect(problems).toEqual([expect.stringMatching(/^HTTPS_PROXY must be the address of a proxy/)]);
    expect(problems.join()).not.toMatch(PASSWORD);
  });
});

describe('NO_PROXY', () => {
  const httpsProxy = 'http://proxy.example:3128';

  it.each([
    ['', 'https://api.example', true],
    ['api.example', 'https://api.example', false],
    ['example', 'https://api.example', false],
    ['API.Example', 'https://api.example', false],
    ['.example', 'https://api.example', false],
    ['*.example', 'https://api.example', false],
    ['pi.example', 'https://api.example', true],
    ['api.example.com', 'https://api.example', true],
    ['other, api.example', 'https://api.example', false],
    ['other api.example', 'https://api.example', false],
    ['*', 'https://api.example', false],
    ['api.example:443', 'https://api.example', false],
    ['api.example:8443', 'https://api.example', true],
    ['api.example:8443', 'https://api.example:8443', false],
    ['10.0.0.1', 'https://10.0.0.1', false],
    ['::1', 'https://[::1]', false],
    ['[::1]:443', 'https://[::1]', false],
    ['[::1]:444', 'https://[::1]', true],
    [',', 'https://api.example', true],
    // With http the proxy would read the key.
    ['', 'http://localhost:12111', false],
  ])('%j: %s is proxied: %s', (noProxy, apiBase, isProxied) => {
    expect(proxyFor({ apiBase, httpsProxy, noProxy })?.href).toBe(isProxied ? `${httpsProxy}/` : undefined);
  });

  it('has nothing to say without a proxy', () => {
    expect(proxyFor({ apiBase: 'https://api.example', httpsProxy: undefined, noProxy: undefined })).toBeUndefined();
  });
});
