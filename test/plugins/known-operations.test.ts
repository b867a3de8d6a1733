import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '../../src/graph/errors.ts';
import type { World } from '../upstream/world.ts';
import { type Asked, CASES, type Case, post, startRefusing } from './refusals.ts';

/** The body breaks off in the middle. */
const postHalf = (world: World, { body }: Asked): Promise<Response> => {
  const text = new TextEncoder().encode(JSON.stringify(body));
  const stream = new ReadableStream({
    start: (controller) => controller.enqueue(text.subarray(0, text.length / 2)),
    pull: (controller) => controller.error(new Error('gone')),
  });
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'req-7' },
    body: stream,
  };
  // `duplex` is missing in the types of Node 20.
  return Promise.resolve(
    world.gateway.fetch(new Request('http://127.0.0.1/graphql', { ...init, duplex: 'half' } as RequestInit)),
  );
};

const get = (world: World, { body }: Asked): Promise<Response> =>
  Promise.resolve(
    world.gateway.fetch(
      `http://127.0.0.1/graphql?query=${encodeURIComponent(String((body as { query: string }).query))}`,
      { headers: { 'x-request-id': 'req-7' } },
    ),
  );

const SENDS = { GET: get, 'half a POST': postHalf, POST: post };

/** What is refused, by a gateway that has seen its document or has not. */
const refusal = async (code: ErrorCode, each: Case, known: boolean) => {
  const { world, greet } = await startRefusing(code, each);
  await greet(known);
  await each.before?.(world);
  const response = await SENDS[each.by ?? 'POST'](world, each.ask);
  return { status: response.status, headers: [...response.headers].sort(), body: await response.text() };
};

describe('a refusal of a document that is known', () => {
  it.each(ERROR_CODES.flatMap((code) => (CASES[code] ?? []).map((each, n) => [code, n + 1, each] as const)))(
    'is in all the same as at first sight: %s %i',
    async (code, _, each) => {
      const first = await refusal(code, each, false);
      const known = await refusal(code, each, true);
      expect(known).toEqual(first);
      expect(first.body).toContain(`"${code}"`);
    },
  );

  it('is tried for every code', () => {
    expect(ERROR_CODES.filter((code) => (CASES[code] ?? []).length === 0)).toEqual([]);
  });
});
