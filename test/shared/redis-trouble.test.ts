import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRedisLedger } from '../../src/shared/redis-ledger.ts';
import { troubleOf } from '../../src/shared/redis-trouble.ts';
import { hasRedis, startRedis } from './redis.ts';
import { startReplicas } from './replicas.ts';

const RATES = { readsPerSecond: 80, writesPerSecond: 80, endpointPerSecond: 80 };
const SECRET = 'not-the-password';

/** A process beside a Redis with these settings; the address is made of its port. */
const open = async (settings: readonly string[], urlOf = (port: number) => `redis://127.0.0.1:${port}`) => {
  const redis = await startRedis(...settings);
  const ledger = await openRedisLedger(urlOf(redis.port), 'trouble');
  const replicas = await startReplicas(1, ledger, RATES, 1_300);
  await replicas.starting;
  onTestFinished(async () => {
    replicas.close();
    await redis.kill();
  });
  return { ...replicas, port: redis.port };
};

describe.skipIf(!hasRedis)('a Redis that', () => {
  it.each([
    ['has another password', ['--requirepass', 'right'], `:${SECRET}@`, '', /refuses the user or the password/],
    ['has another user', ['--requirepass', 'right'], `bob:${SECRET}@`, '', /refuses the user or the password/],
    ['asks for a password', ['--requirepass', 'right'], '', '', /refuses the user or the password/],
    ['has no such database', [], '', '/99', /no such database/],
    ['takes no writes', ['--replicaof', '127.0.0.1 1'], '', '', /replica that takes no writes/],
    ['knows no scripts', ['--rename-command', 'EVAL', '', '--rename-command', 'EVALSHA', ''], '', '', /a command that/],
    ['waits for replicas of its own', ['--min-replicas-to-write', '1'], '', '', /takes no writes at the moment/],
  ])('%s is told of, and costs no call', async (_, settings, user, path, trouble) => {
    const { call, modes, troubles, refused } = await open(
      settings,
      (port) => `redis://${user}127.0.0.1:${port}${path}`,
    );
    expect(modes).toEqual(['alone']);
    expect(troubles[0]).toMatch(trouble);
    expect(troubles.join()).not.toContain(SECRET);
    await Promise.all(Array.from({ length: 20 }, () => call(0, { waitMs: 10_000 })));
    expect(refused).toEqual([]);
    expect(modes).toEqual(['alone']);
  });

  it('speaks no TLS is told of, and costs no call', async () => {
    const { call, modes, troubles, refused } = await open([], (port) => `rediss://127.0.0.1:${port}`);
    expect(modes).toEqual(['alone']);
    expect(troubles[0]).toMatch(/does not speak TLS|cannot be reached/);
    await call(0, { waitMs: 10_000 });
    expect(refused).toEqual([]);
  });

  it('answers, but takes no booking, is told of, and costs no call', async () => {
    const { call, modes, troubles, refused } = await open(['--rename-command', 'ZADD', '']);
    expect(modes).toEqual(['shared']);
    await Promise.all(Array.from({ length: 20 }, () => call(0, { waitMs: 10_000 })));
    expect(refused).toEqual([]);
    expect(modes).toEqual(['shared', 'alone']);
    expect(troubles[1]).toMatch(/a command that bookings need/);
  });

  it('becomes a replica is left, and used again when it takes writes', async () => {
    const { call, modes, troubles, refused, port } = await open([]);
    const admin = new Redis(port);
    onTestFinished(() => admin.disconnect());
    await call(0);
    await admin.replicaof('127.0.0.1', '1');
    await Promise.all(Array.from({ length: 20 }, () => call(0, { waitMs: 10_000 })));
    expect(modes).toEqual(['shared', 'alone']);
    expect(troubles[1]).toMatch(/replica that takes no writes/);
    await admin.replicaof('NO', 'ONE');
    await expect.poll(() => modes.at(-1)).toBe('shared');
    await call(0);
    expect(refused).toEqual([]);
  });

  it('forgets its scripts is told them again', async () => {
    const { call, modes, refused, port } = await open([]);
    const admin = new Redis(port);
    onTestFinished(() => admin.disconnect());
    await call(0);
    await admin.script('FLUSH');
    await call(0);
    expect(refused).toEqual([]);
    expect(modes).toEqual(['shared']);
  });
});

describe('why Redis is of no use', () => {
  it.each([
    [{ message: 'MOVED 3999 127.0.0.1:6381' }, 'node of a cluster'],
    [{ message: "OOM command not allowed when used memory > 'maxmemory'." }, 'no memory left'],
    [{ message: 'ERR max number of clients reached' }, 'as many clients as it takes'],
    [
      { message: 'ERR Error running script (call to f_1): Script killed by user with SCRIPT KILL.' },
      'busy with a script',
    ],
    [{ message: 'BUSY Redis is busy running a script.' }, 'busy with a script'],
    [{ message: 'LOADING Redis is loading the dataset in memory' }, 'reading its data'],
    [{ message: "NOPERM this user has no permissions to run the 'evalsha' command" }, 'does not allow the user'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' }, 'not trusted'],
    [
      { code: 'ERR_TLS_CERT_ALTNAME_INVALID', message: "Hostname/IP does not match certificate's altnames" },
      'not trusted',
    ],
    [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:6379' }, 'cannot be reached'],
    [{ message: 'Command timed out' }, 'does not answer in time'],
    [{ message: `ERR what is '{p:acct_1}:read' with ${SECRET}` }, 'refuses a booking: ERR.'],
    [{ message: SECRET }, 'refuses a booking: it does not say why.'],
  ])('is told of %j', (error, told) => {
    expect(troubleOf(error, 'bookings')).toContain(told);
    expect(troubleOf(error, 'bookings')).not.toMatch(/acct_1|not-the-password|127\.0/);
  });
});
