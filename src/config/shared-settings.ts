import { z } from 'zod';
import { processors } from './processors.ts';
import { redisAddressProblem } from './redis-address.ts';
import { absent, type Setting, text, wholeNumber } from './setting.ts';

/** A number, or as many as there are processors for this process. */
const workers: Setting<number> = {
  variable: 'WORKERS',
  rule: z
    .string()
    .refine((given) => given === 'auto' || (/^\d{1,3}$/.test(given) && Number(given) >= 1), {
      error: 'must be a whole number from 1 to 999, or auto',
    })
    .transform((given) => (given === 'auto' ? processors() : Number(given))),
  fallback: { shown: '`1`', of: () => 1 },
  meaning:
    'Processes on this machine that answer, on one port; `auto` is one for each processor that the machine has and the container (cgroup) may use. They share the budget of REST calls, with or without Redis, and the sandbox.',
};

const redisUrl: Setting<string | undefined> = {
  variable: 'REDIS_URL',
  rule: z.string().superRefine((given, context) => {
    const message = redisAddressProblem(given);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  }),
  fallback: absent(),
  meaning:
    'The Redis or Valkey in which replicas share the budget of REST calls: `redis:`, or `rediss:` with TLS; a password and the number of a database may be in it.',
};

export const sharedSettings = {
  workers,
  redisUrl,
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
