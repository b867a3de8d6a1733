import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { start } from '../process.ts';
import { SELF_SIGNED } from '../upstream/self-signed.ts';
import { startCounted } from './counted.ts';
import { freePort, hasRedis, startRedis } from './redis.ts';

const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const TRANSFER = '{ transfer(id: "tr_1Seed000003") { amount } }';
const PASSWORD = 'a-password-of-redis';

/** A Redis that speaks TLS too, under a certificate of its own, and asks for a password. */
const startTlsRedis = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  writeFileSync(key, SELF_SIGNED.key);
  writeFileSync(cert, SELF_SIGNED.cert);
  const tlsPort = await freePort();
  const tls = ['--tls-port', `${tlsPort}`, '--tls-cert-file', cert, '--tls-key-file', key, '--tls-auth-clients', 'no'];
  const redis = await startRedis(...tls, '--requirepass', PASSWORD);
  onTestFinished(async () => {
    await redis.kill();
    rmSync(folder, { recursive: true });
  });
  const client = new Redis(redis.port, { password: PASSWORD, db: 3 });
  onTestFinished(() => client.disconnect());
  return { url: `rediss://:${PASSWORD}@127.0.0.1:${tlsPort}/3`, cert, client };
};

const stateIn = (out: string): unknown[] =>
  out.split('\n').flatMap((line) => (line.includes('"sharedState"') ? [JSON.parse(line).sharedState] : []));

describe.skipIf(!hasRedis)('the process that is installed', () => {
  it.each(['1', '2'])(
    'shares its budget over TLS, with a password and a database, with %s workers',
    async (workers) => {
      const { url, cert, client } = await startTlsRedis();
      const upstream = await startCounted(KEY);
      const { said, query } = await start({
        STRIPE_SECRET_KEY: KEY,
        STRIPE_API_BASE: upstream.url,
        REDIS_URL: url,
        NODE_EXTRA_CA_CERTS: cert,
        WORKERS: workers,
        LOG_LEVEL: 'info',
      });
      await expect.poll(() => stateIn(said.out).length).toBe(Number(workers));
      expect(stateIn(said.out)).toEqual(Array(Number(workers)).fill('shared'));
      expect(await query(TRANSFER)).toMatchObject({ data: { transfer: { amount: 2500 } } });
      expect(upstream.times).toHaveLength(1);
      await expect
        .poll(async () => (await client.keys('*')).toSorted())
        .toEqual([
          '{stripe-gateway:test:held }:GET /v1/transfers/:id',
          '{stripe-gateway:test:held }:read',
          '{stripe-gateway:test:settings}',
        ]);
      expect(said.out + said.err).not.toContain(PASSWORD);
    },
  );

  it('says so where another replica goes by other settings', async () => {
    await using redis = await startRedis();
    const variables = { STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: 'http://127.0.0.1:9', REDIS_URL: redis.url };
    const startReplica = (settings: Record<string, string>) => start({ ...variables, ...settings, LOG_LEVEL: 'info' });
    const differs = 'replicas that share a budget have different settings';
    await startReplica({ REPLICAS: '3' });
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    await expect.poll(() => client.get('{stripe-gateway:test:settings}')).not.toBeNull();
    const other = await startReplica({ REPLICAS: '2', REST_READS_PER_SECOND: '60' });
    await expect.poll(() => other.said.out).toContain(differs);
    const line = other.said.out.split('\n').find((each) => each.includes(differs)) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      mine: { replicas: 2, workers: 1, restReadsPerSecond: 60 },
      other: { replicas: 3, workers: 1, restReadsPerSecond: 20 },
    });
  });

  it('serves by its share where the password is wrong, says so, and leaks neither', async () => {
    await using redis = await startRedis('--requirepass', PASSWORD);
    const upstream = await startCounted(KEY);
    const wrong = 'wrong-password-of-redis';
    const { said, query } = await start({
      STRIPE_SECRET_KEY: KEY,
      STRIPE_API_BASE: upstream.url,
      REDIS_URL: `redis://:${wrong}@127.0.0.1:${redis.port}`,
      METRICS_PORT: '0',
      LOG_LEVEL: 'info',
    });
    expect(stateIn(said.out)).toEqual(['alone']);
    expect(said.out).toContain('"trouble":"Redis refuses the user or the password of REDIS_URL."');
    expect(await query(TRANSFER)).toMatchObject({ data: { transfer: { amount: 2500 } } });
    const metricsUrl = /"metricsUrl":"([^"]+)"/.exec(said.out)?.[1];
    expect(await (await fetch(`${metricsUrl}/metrics`)).text()).toContain('gateway_shared_state{mode="alone"} 1');
    expect(said.out + said.err).not.toMatch(new RegExp(`${wrong}|${PASSWORD}`));
  });

  it('serves by its share where the certificate or the password is not right, and tells neither', async () => {
    const { url } = await startTlsRedis();
    const upstream = await startCounted(KEY);
    const { said, query } = await start({
      STRIPE_SECRET_KEY: KEY,
      STRIPE_API_BASE: upstream.url,
      REDIS_URL: url,
      LOG_LEVEL: 'info',
    });
    expect(stateIn(said.out)).toEqual(['alone']);
    expect(await query(TRANSFER)).toMatchObject({ data: { transfer: { amount: 2500 } } });
    expect(said.out + said.err).not.toContain(PASSWORD);
  });
});
