import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { WAYS, type Way } from './both-ways.ts';
import { sharedSides } from './sides.ts';

const sides = sharedSides();

const SLOW = '{"query":"{ transfer(id: \\"tr_1Seed000003\\") { amount } }"}';
const QUICK = '{"query":"{ __typename }"}';
const request = (path: string, body: string, ...headers: string[]): string => {
  const lines = [`POST ${path} HTTP/1.1`, 'host: localhost', 'content-type: application/json', 'x-request-id: req-7'];
  return `${[...lines, ...headers].join('\r\n')}\r\n\r\n${body}`;
};
const length = (body: string): string => `content-length: ${body.length}`;

/** All that comes back over one connection, until it ends. */
const converse = async (
  way: Way,
  pieces: readonly string[],
  then: (socket: ReturnType<typeof connect>) => void = () => {},
) => {
  const socket = connect(sides[way].port, '127.0.0.1');
  await once(socket, 'connect');
  let answer = '';
  socket.on('data', (data) => {
    answer += data.toString('latin1');
  });
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  for (const piece of pieces) {
    socket.write(piece);
    // Each in a packet of its own.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  then(socket);
  await closed;
  const heads = answer.split('HTTP/1.1 ').slice(1);
  return heads.map((text) => {
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const lines = head
      .toLowerCase()
      .split('\r\n')
      .filter((line) => !line.startsWith('date:'));
    return { lines: lines.sort(), body };
  });
};

const LAST = 'connection: close';

describe('over one connection, both ways alike', () => {
  it.each<[string, (path: string) => readonly string[], readonly string[]]>([
    [
      'two requests at once are answered in their order',
      (path) => [request(path, SLOW, length(SLOW)) + request(path, QUICK, length(QUICK), LAST)],
      ['2500', 'Query'],
    ],
    [
      'a body may come in pieces',
      (path) => [request(path, '', length(SLOW), LAST), ...(SLOW.match(/.{1,9}/g) ?? [])],
      ['2500'],
    ],
    [
      'a body may come in chunks',
      (path) => [
        request(path, '', 'transfer-encoding: chunked', LAST),
        ...(QUICK.match(/.{1,9}/g) ?? []).map((part) => `${part.length.toString(16)}\r\n${part}\r\n`),
        '0\r\n\r\n',
      ],
      ['Query'],
    ],
    [
      'what is asked whether it may come is asked for',
      (path) => [request(path, '', length(QUICK), 'expect: 100-continue', LAST), QUICK],
      ['', 'Query'],
    ],
    [
      'a request after a refused one is answered',
      (path) => [request(path, '{', length('{')), request(path, QUICK, length(QUICK), LAST)],
      ['BAD_REQUEST', 'Query'],
    ],
    [
      'a request after one whose body was not read is not',
      (path) => [
        request(path, '', 'origin: https://evil.example', length(QUICK)),
        QUICK + request(path, QUICK, length(QUICK), LAST),
      ],
      ['ORIGIN_NOT_ALLOWED'],
    ],
  ])('%s', async (_, pieces, bodies) => {
    const yoga = await converse('yoga', pieces(WAYS.yoga));
    const direct = await converse('direct', pieces(WAYS.direct));
    expect([sides.yoga.ways.at(-1), sides.direct.ways.at(-1)]).toEqual(['yoga', 'direct']);
    expect(direct).toEqual(yoga);
    expect(direct).toHaveLength(bodies.length);
    for (const [at, body] of bodies.entries()) expect(direct[at]?.body).toContain(body);
  });

  it('a client that leaves in the middle of its body is told of, and leaves nothing behind', async () => {
    for (const way of ['yoga', 'direct'] as const) {
      const { lines, server } = sides[way];
      lines.length = 0;
      await converse(way, [request(WAYS[way], QUICK.slice(0, 9), length(QUICK))], (socket) => socket.destroy());
      await eventually(() => expect(lines).toMatchObject([{ msg: 'operation', codes: ['REQUEST_ABORTED'] }]));
      await eventually(async () => {
        const open = await new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
        expect(open).toBe(0);
      });
    }
    expect(sides.direct.lines).toEqual(sides.yoga.lines);
  });
});
