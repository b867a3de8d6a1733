import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { problemsOf } from './problems.ts';

describe('the address of Redis', () => {
  it.each([
    'redis://localhost',
    'redis://127.0.0.1:6379/0',
    'rediss://:password@redis.example:6380',
    'rediss://user:p%40ss@redis.example:6380/15',
    'redis://[::1]:6379',
  ])('may be %s', (redisUrl) => {
    expect(readConfig({ REDIS_URL: redisUrl })).toMatchObject({ redisUrl });
  });

  it.each(['localhost:6379', 'http://localhost:6379', 'redis://', 'redis://localhost/database', 'unix:///tmp/redis'])(
    'may not be %s, and is not shown',
    (redisUrl) => {
      const [problem, ...others] = problemsOf({ REDIS_URL: redisUrl });
      expect(others).toEqual([]);
      expect(problem).toMatch(/^REDIS_URL must be an address such as redis:/);
    },
  );
});

it.each([
  ['/var/run/redis.sock', 'a socket file cannot be used'],
  ['redis:///var/run/redis.sock', 'a socket file cannot be used'],
  ['redis+sentinel://:secret@one:26379/name', 'sentinels are not asked'],
  ['redis://:secret@one:6379,two:6379/0', 'there can be one host only'],
  ['redis://:secret@one,two:6379', 'there can be one host only'],
  // What comes after the ? would go before the gateway's own settings of the client.
  ['redis://:secret@localhost?enableOfflineQueue=true&commandTimeout=60000', 'nothing may come after a ?'],
  ['redis://:secret?word@localhost', 'nothing may come after a ?'],
  ['redis://:secret#word@localhost', 'written as %3F and %23'],
  ['redis://:secret%word@localhost', 'a % in a password is written as %25'],
  [' redis://:secret@localhost', 'there can be no blank'],
  // The client would not speak TLS with it, and send the password as it is.
  ['REDISS://:secret@localhost', 'small letters'],
  ['redis://:secret@localhost/name', 'the number of a database'],
  ['redis://:secret@localhost:0', 'must be an address such as'],
  ['redis://:secret@localhost:70000', 'must be an address such as'],
  ['rediss://:secret@', 'must be an address such as'],
])('REDIS_URL=%s is refused, and why is told without it', (redisUrl, told) => {
  const [problem, ...others] = problemsOf({ REDIS_URL: redisUrl });
  expect(others).toEqual([]);
  expect(problem).toMatch(/^REDIS_URL must be an address such as redis:/);
  expect(problem).toContain(told);
  expect(problem).not.toMatch(/secret|localhost|one:/);
});

it.each(['redis://:a,b@localhost', 'redis://sentinel.example'])('REDIS_URL=%s can be used', (redisUrl) => {
  expect(problemsOf({ REDIS_URL: redisUrl })).toEqual([]);
});

it('refuses a prefix that would be taken for the tag of an account', () => {
  expect(problemsOf({ REDIS_PREFIX: 'a{b}' })).toEqual(['REDIS_PREFIX must be 1 to 64 letters, digits and . : _ -.']);
});

it('says how replicas share without Redis, when they are told that there are several', () => {
  expect(problemsOf({ REPLICAS: '3' })).toEqual([expect.stringContaining('set both, or give each replica its part')]);
  expect(problemsOf({ REPLICAS: '3', REDIS_URL: 'redis://localhost' })).toEqual([]);
});
