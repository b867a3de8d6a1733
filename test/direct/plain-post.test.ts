import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { exchange, type Sent, type Way, watchWays } from './both-ways.ts';
import { sharedSides } from './sides.ts';

const sides = sharedSides();

const TYPE = { 'content-type': 'application/json' };
const post = (headers: Record<string, string> = {}, path = '/graphql'): Sent => ({
  path,
  headers: { ...TYPE, ...headers },
  body: '{"query":"{ __typename }"}',
});
const accepting = (accept: string): Sent => post({ accept });

describe('the way of a request', () => {
  it.each<[string, Sent, Way, number]>([
    ['a plain POST', post(), 'direct', 200],
    ['a charset', post({ 'content-type': 'application/json;charset=UTF-8' }), 'direct', 200],
    ['any answer', accepting('*/*'), 'direct', 200],
    ['JSON', accepting('application/json'), 'direct', 200],
    ['GraphQL’s own type', accepting('application/graphql-response+json'), 'direct', 200],
    ['both', accepting('application/graphql-response+json, application/json;q=0.9'), 'direct', 200],
    ['JSON or parts of it', accepting('application/json, multipart/mixed'), 'direct', 200],
    ['JSON or a stream', accepting('application/json, text/event-stream'), 'yoga', 200],
    ['a stream', accepting('text/event-stream'), 'yoga', 200],
    ['parts alone', accepting('multipart/mixed'), 'yoga', 200],
    ['what we do not have', accepting('text/html'), 'yoga', 406],
    ['another type', post({ 'content-type': 'text/plain' }), 'yoga', 415],
    ['another charset', post({ 'content-type': 'application/json; charset=utf-16' }), 'yoga', 415],
    ['two types', post({ 'content-type': 'application/json, text/plain' }), 'yoga', 415],
    ['another path', post({}, '/any/graphql'), 'yoga', 200],
    ['a slash at the end', post({}, '/graphql/'), 'yoga', 200],
    ['a query string', post({}, '/graphql?x=1'), 'yoga', 200],
    ['an encoded path', post({}, '/%67raphql'), 'yoga', 404],
    ['no path of ours', post({}, '/nope'), 'yoga', 404],
    ['a GET', { method: 'GET', path: '/graphql?query=%7B__typename%7D' }, 'yoga', 200],
    ['a PUT', { ...post(), method: 'PUT' }, 'yoga', 405],
    ['a preflight', { method: 'OPTIONS', path: '/graphql', headers: { origin: 'https://a.example' } }, 'yoga', 403],
    ['a probe', { method: 'GET', path: '/health' }, 'yoga', 200],
  ])('with %s', async (_, sent, way, status) => {
    const { origin, ways } = sides.direct;
    expect((await exchange(origin, sent)).status).toBe(status);
    expect(ways.at(-1)).toBe(way);
  });

  it.each([
    ['HTTP/1.0 and no name of a host', 'POST /graphql HTTP/1.0', [], 'yoga'],
    ['an empty name of a host', 'POST /graphql HTTP/1.1', ['host:'], 'yoga'],
    ['HTTP/1.0 and a name', 'POST /graphql HTTP/1.0', ['host: localhost'], 'direct'],
  ])('with %s', async (_, line, headers, way) => {
    const { port, ways } = sides.direct;
    const socket = connect(port, '127.0.0.1');
    const body = '{"query":"{ __typename }"}';
    const all = [...headers, 'content-type: application/json', `content-length: ${body.length}`, 'connection: close'];
    socket.write(`${[line, ...all].join('\r\n')}\r\n\r\n${body}`);
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*"Query"/);
    expect(ways.at(-1)).toBe(way);
  });

  type Framework = (message: IncomingMessage & { body?: unknown; originalUrl?: string }) => void | Promise<void>;

  /** What frameworks do with a request before they hand it on. */
  const FRAMEWORKS: readonly (readonly [string, Framework, Way, number])[] = [
    ['nothing', () => {}, 'direct', 200],
    [
      'the address where it was mounted',
      (message) => {
        message.originalUrl = message.url ?? '';
        message.url = '/';
      },
      'direct',
      200,
    ],
    [
      'an address above',
      (message) => {
        message.originalUrl = `/api${message.url}`;
      },
      'yoga',
      200,
    ],
    [
      'a body of its own',
      (message) => {
        message.body = '{"query":"{ __typename }"}';
      },
      'yoga',
      200,
    ],
    [
      'all of the body read',
      async (message) => {
        for await (const _ of message);
      },
      'yoga',
      200,
    ],
    ['the body made text', (message) => void message.setEncoding('utf8'), 'yoga', 200],
  ];

  it.each(FRAMEWORKS)('from a framework with %s', async (_, meddle, way, status) => {
    const { world } = sides.direct;
    const server = createServer(async (message, response) => {
      await meddle(message);
      await world.gateway(message, response);
      server.emit('handled', message, response);
    });
    const ways = watchWays(server, 'handled');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await exchange(`http://127.0.0.1:${port}`, post());
    server.closeAllConnections();
    server.close();
    expect(answer.status).toBe(status);
    expect(ways).toEqual([way]);
  });
});
