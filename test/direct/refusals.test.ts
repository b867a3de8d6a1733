import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '../../src/graph/errors.ts';
import { eventually } from '../eventually.ts';
import { type Asked, CASES, type Case, startRefusing } from '../plugins/refusals.ts';
import { exchange, readableLog, WAYS, type Way, watchWays } from './both-ways.ts';

const HEADERS = { 'content-type': 'application/json', 'x-request-id': 'req-7' };

const post = (origin: string, path: string, { body, headers }: Asked) =>
  exchange(origin, { path, headers: { ...HEADERS, ...headers }, body: JSON.stringify(body) });

const get = (origin: string, path: string, { body }: Asked) => {
  const query = encodeURIComponent((body as { query: string }).query);
  return exchange(origin, { method: 'GET', path: `${path}?query=${query}`, headers: { 'x-request-id': 'req-7' } });
};

/** Leaves in the middle of its body, and reads nothing. */
const leave = async (origin: string, path: string, { body }: Asked): Promise<undefined> => {
  const { port, host } = new URL(origin);
  const text = JSON.stringify(body);
  const lines = [`POST ${path} HTTP/1.1`, `host: ${host}`, `content-length: ${text.length}`];
  const headers = Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}`);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.end(`${[...lines, ...headers].join('\r\n')}\r\n\r\n${text.slice(0, 9)}`);
  return undefined;
};

const SENDS = { POST: post, GET: get, 'half a POST': leave };

/** What comes back of one refusal by that way, and what the log says of it. */
const refusal = async (code: ErrorCode, each: Case, way: Way) => {
  const { log, lines } = readableLog();
  const { world, greet } = await startRefusing(code, each, { log });
  const { server, url } = await world.listen();
  const ways = watchWays(server);
  await greet(true);
  await each.before?.(world);
  lines.length = 0;
  const answer = await SENDS[each.by ?? 'POST'](new URL(url).origin, WAYS[way], each.ask);
  await eventually(() =>
    expect(lines.map(({ msg }) => msg)).toContainEqual(expect.stringMatching(/^operation|^unexp/)),
  );
  return { answer, lines, ways };
};

/** graphql-yoga's alone, wherever it comes. */
const isOfYoga = ({ by, ask }: Case): boolean => by === 'GET' || ask.headers?.accept === 'text/event-stream';

describe('a refusal', () => {
  it.each(ERROR_CODES.flatMap((code) => (CASES[code] ?? []).map((each, n) => [code, n + 1, each] as const)))(
    'is in all the same by both ways: %s %i',
    async (code, _, each) => {
      const yoga = await refusal(code, each, 'yoga');
      const direct = await refusal(code, each, 'direct');
      expect([yoga.ways, direct.ways]).toEqual([['yoga'], [isOfYoga(each) ? 'yoga' : 'direct']]);
      expect(direct.answer).toEqual(yoga.answer);
      expect(direct.lines).toEqual(yoga.lines);
      // Whoever has left hears nothing.
      expect(yoga.answer?.body ?? JSON.stringify(yoga.lines)).toContain(`"${code}"`);
    },
  );
});
