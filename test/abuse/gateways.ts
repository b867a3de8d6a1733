import { createOperation, transferIds } from '../mutations/world.ts';
import type { Target } from './send.ts';

export const KEY = { STRIPE_SECRET_KEY: 'sk_test_abuse0000' };

/** Room for good traffic alone, which is more than a test key's 25 calls a second. */
export const WIDE = {
  REST_READS_PER_SECOND: '10000',
  REST_WRITES_PER_SECOND: '10000',
  REST_ENDPOINT_PER_SECOND: '10000',
};

const TRANSFERS = transferIds(40);
const CREATE = createOperation();

/** Takes an amount back that no other write takes, of one of forty transfers. */
export const reverse = (target: Target, n: number, name: string) =>
  target.operation(CREATE, {
    input: { transfer: TRANSFERS[n % TRANSFERS.length], amount: n + 1, idempotencyKey: `${name}-${n}` },
  });
