import { describe, expect, it } from 'vitest';
import type { Effect } from '../../src/stripe/errors.ts';
import {
  afterEffect,
  type Fault,
  hangs,
  keyInUse,
  rateLimited,
  refuses,
  resets,
  serverError,
} from '../faulty-upstream/faults.ts';
import { failureOf, startClientWorld } from './world.ts';

const refusal = (status: number): Fault => refuses(status, { type: 'invalid_request_error' });
const missing = (): Fault => refuses(404, { type: 'invalid_request_error', code: 'resource_missing' });

describe('what a failed write did', () => {
  // the faults of its attempts, the last one for all that follow
  it.each<[string, Fault[], Effect]>([
    ['refused at once', [refusal(400)], 'refused'],
    ['card refused', [refusal(402)], 'refused'],
    ['not allowed', [refusal(403)], 'none'],
    ['no such object', [missing()], 'refused'],
    ['no such address', [refusal(404)], 'none'],
    ['in conflict, nobody says with what', [refusal(409)], 'unknown'],
    ['at a lock', [refuses(409, { type: 'invalid_request_error', code: 'lock_timeout' })], 'none'],
    ['key not accepted', [refusal(401)], 'none'],
    ['too many requests', [rateLimited()], 'none'],
    ['500', [serverError(500)], 'unknown'],
    ['503', [serverError(503)], 'unknown'],
    ['reset', [resets()], 'unknown'],
    ['no answer', [hangs()], 'unknown'],
    ['key in use', [keyInUse()], 'unknown'],
    ['lost, then refused: the key would have replayed success', [resets(), refusal(400)], 'refused'],
    ['lost, then key not accepted: nobody looked', [afterEffect(resets()), refusal(401)], 'unknown'],
    ['lost, then not allowed: nobody looked', [afterEffect(resets()), refusal(403)], 'unknown'],
    ['lost, then too many requests: nobody looked', [afterEffect(resets()), rateLimited()], 'unknown'],
    ['lost, then in conflict: nobody looked', [afterEffect(resets()), refusal(409)], 'unknown'],
    ['lost, then no such address: nobody looked', [afterEffect(resets()), refusal(404)], 'unknown'],
    ['lost, then no such object: the key would have replayed success', [resets(), missing()], 'refused'],
    ['too many requests, then refused', [rateLimited(), refusal(400)], 'refused'],
    ['too many requests, then key not accepted', [rateLimited(), refusal(401)], 'none'],
    ['500, then too many requests', [serverError(500), rateLimited()], 'unknown'],
    ['key in use, then refused', [keyInUse(), refusal(402)], 'refused'],
  ])('%s', async (_, faults, effect) => {
    const { post } = await startClientWorld(
      { faults: ({ n }) => faults[n - 1] ?? faults.at(-1) },
      { restWriteTimeoutMs: 400, restReadDeadlineMs: 1_000, restWriteDeadlineMs: 600 },
    );
    expect(await failureOf(post())).toMatchObject({ effect });
  });

  it('is still unknown when the address is gone after a lost answer, and the request id is not forgotten', async () => {
    const { upstream, post } = await startClientWorld({
      faults: () => {
        // Once this answer is out, nobody listens any more.
        setTimeout(() => void upstream.close(), 2);
        return serverError(500);
      },
    });
    const error = await failureOf(post());
    expect(error).toMatchObject({ kind: 'unavailable', status: undefined, effect: 'unknown', requestId: 'req_500' });
  });
});
