import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { absent, type Setting, text, wholeNumber } from './setting.ts';

const isRedis = (given: string): boolean => {
  if (!URL.canParse(given)) return false;
  const { protocol, hostname, pathname } = new URL(given);
  return /^rediss?:$/.test(protocol) && hostname !== '' && /^(\/\d{0,4})?$/.test(pathname);
};

/** A number, or as many as the machine has processors. */
const workers: Setting<number> = {
  variable: 'WORKERS',
  rule: z
    .string()
    .refine((given) => given === 'auto' || (/^\d{1,3}$/.test(given) && Number(given) >= 1), {
      error: 'must be a whole number from 1 to 999, or auto',
    })
    .transform((given) => (given === 'auto' ? availableParallelism() : Number(given))),
  fallback: { shown: '`1`', of: () => 1 },
  meaning:
    'Processes on this machine that answer, on one port; `auto` is one for each processor. They share the budget of REST calls, with or without Redis, and the sandbox.',
};

export const sharedSettings = {
  workers,
  redisUrl: text(
    'REDIS_URL',
    {
      isValid: isRedis,
      error: 'must be an address such as redis://host:6379/0, or rediss://user:password@host:6379 for TLS',
      otherwise: absent(),
    },
    'The Redis or Valkey in which replicas share the budget of REST calls: `redis:`, or `rediss:` with TLS; a password and the number of a database may be in it.',
  ),
  redisPrefix: text(
    'REDIS_PREFIX',
    {
      isValid: (given) => /^[\w.:-]{1,64}$/.test(given),
      error: 'must be 1 to 64 letters, digits and . : _ -',
      otherwise: 'stripe-gateway',
    },
    'What its keys begin with. Those who act for the same Stripe account share it, and all others have one of their own.',
  ),
  replicas: wholeNumber(
    'REPLICAS',
    { from: 1, to: 10_000, otherwise: 1 },
    'How many replicas share the budget: while Redis is away, each has that part of it.',
  ),
};
