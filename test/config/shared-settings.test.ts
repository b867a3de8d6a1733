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

it('refuses a prefix that would be taken for the tag of an account', () => {
  expect(problemsOf({ REDIS_PREFIX: 'a{b}' })).toEqual(['REDIS_PREFIX must be 1 to 64 letters, digits and . : _ -.']);
});

it('says how replicas share without Redis, when they are told that there are several', () => {
  expect(problemsOf({ REPLICAS: '3' })).toEqual([expect.stringContaining('set both, or give each replica its part')]);
  expect(problemsOf({ REPLICAS: '3', REDIS_URL: 'redis://localhost' })).toEqual([]);
});
