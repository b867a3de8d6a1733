import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config/config.ts';
import { SECURITY_HEADERS } from '../src/http/answer-headers.ts';
import { refuseUnreadable } from '../src/http/refuse-unreadable.ts';
import { createDrainingServer, type DrainingServer } from '../src/server.ts';
import { createLog } from '../src/telemetry/log.ts';
import { eventually } from './eventually.ts';
import { startWorld, type World } from './world.ts';

const REQUEST_TIMEOUT_MS = 400;
const MAX_BODY_BYTES = 10_000;

const lines: string[] = [];
let world: World;
let draining: DrainingServer;
let port: number;

beforeAll(async () => {
  const log = createLog('info', { write: (line: string) => lines.push(line) });
  world = await startWorld({ gateway: { maxBodyBytes: MAX_BODY_BYTES, log } });
  draining = createDrainingServer(world.gateway, { ...readConfig({}), requestTimeoutMs: REQUEST_TIMEOUT_MS });
  refuseUnreadable(draining.server, log);
  draining.server.listen(0, '127.0.0.1');
  await once(draining.server, 'listening');
  port = (draining.server.address() as AddressInfo).port;
});

afterAll(async () => {
  draining.server.closeAllConnections();
  draining.server.close();
  await world[Symbol.asyncDispose]();
});

beforeEach(() => {
  lines.length = 0;
  world.sandbox.requests.length = 0;
});

const BODY = JSON.stringify({ query: '{ transfer(id: "tr_1Seed000003") { amount } }' });
const head = (...headers: string[]): string =>
  `${['POST /graphql HTTP/1.1', 'host: localhost', 'content-type: application/json', ...headers].join('\r\n')}\r\n\r\n`;
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

/** Sends the parts one after the other until the connection ends, and tells what came back. */
const send = async (parts: readonly (string | Buffer)[], pauseMs = 0) => {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  let ended = false;
  socket.on('data', (data) => {
    answer += data;
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    ended = true;
  });
  await once(socket, 'connect');
  const started = performance.now();
  let sent = 0;
  for (const part of parts) {
    if (ended) break;
    socket.write(part);
    sent += 1;
    await sleep(pauseMs);
  }
  if (!ended && pauseMs === 0) await Promise.race([once(socket, 'close'), sleep(10_000)]);
  socket.destroy();
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]),
    answer,
    ended,
    sent,
    ms: performance.now() - started,
  };
};

/** The text one letter at a time. */
const drip = (text: string): string[] => [...text];

describe('a body', () => {
  const padded = (bytes: number): string => BODY + ' '.repeat(bytes - BODY.length);

  it('may be as long as the limit', async () => {
    const { status } = await send([
      head(`content-length: ${MAX_BODY_BYTES}`, 'connection: close'),
      padded(MAX_BODY_BYTES),
    ]);
    expect([status, world.calls]).toEqual([200, ['GET /v1/transfers/tr_1Seed000003']]);
  });

  it.each([
    ['announced', [head(`content-length: ${MAX_BODY_BYTES + 1}`), padded(MAX_BODY_BYTES + 1)]],
    ['in chunks', [head('transfer-encoding: chunked'), chunk(padded(MAX_BODY_BYTES + 1)), '0\r\n\r\n']],
    ['in chunks that never end', [head('transfer-encoding: chunked'), ...Array(100).fill(chunk(' '.repeat(1_000)))]],
  ])('that is longer is refused, and the connection ended: %s', async (_, parts) => {
    const { status, answer, ended } = await send(parts);
    expect([status, ended, world.calls]).toEqual([413, true, []]);
    expect(answer).toContain('REQUEST_ENTITY_TOO_LARGE');
    expect(answer).toMatch(/^connection: close\r$/im);
  });

  it.each(['gzip', 'br', 'deflate', 'GZIP', 'gzip, gzip', 'zstd'])(
    'that is packed is refused: %s',
    async (encoding) => {
      const bomb = gzipSync(Buffer.alloc(50_000_000));
      const before = process.memoryUsage().rss;
      const { status, ended } = await send([
        head(`content-encoding: ${encoding}`, `content-length: ${bomb.length}`),
        bomb,
      ]);
      expect([status, ended, world.calls]).toEqual([415, true, []]);
      expect(process.memoryUsage().rss - before).toBeLessThan(32 * 2 ** 20);
    },
  );

  it.each([
    ['shorter than it is', [head(`content-length: ${BODY.length - 5}`), BODY], 400],
    ['negative', [head('content-length: -1'), BODY], 400],
    ['two lengths', [head('content-length: 5', `content-length: ${BODY.length}`), BODY], 400],
    [
      'a length and chunks',
      [head(`content-length: ${BODY.length}`, 'transfer-encoding: chunked'), chunk(BODY), '0\r\n\r\n'],
      400,
    ],
  ])('whose length is a lie is refused: %s', async (_, parts, status) => {
    const answered = await send(parts);
    expect([answered.status, world.calls]).toEqual([status, []]);
  });
});

describe('a client that sends slowly', () => {
  it.each([
    ['its head', drip(head(`content-length: ${BODY.length}`) + BODY)],
    ['its body', [head(`content-length: ${BODY.length}`), ...drip(BODY)]],
    ['its chunks', [head('transfer-encoding: chunked'), ...drip(BODY).map(chunk)]],
    ['less than it announced', [head(`content-length: ${BODY.length + 1}`), BODY, ...Array(100).fill('')]],
  ])('is let go when its time is over: %s', async (_, parts) => {
    const { status, ended, sent, ms } = await send(parts, 30);
    expect([status, ended, world.calls]).toEqual([408, true, []]);
    expect(ms).toBeGreaterThan(REQUEST_TIMEOUT_MS - 50);
    // It would have gone on for several times as long, however slow the machine is that sends.
    expect(sent).toBeLessThan(parts.length);
  });

  it('is no fault of the gateway', async () => {
    await send([head(`content-length: ${BODY.length}`, 'x-request-id: slow'), ...drip(BODY)], 30);
    // The line of a request before it may come after its connection has ended.
    const own = () => lines.map((line) => JSON.parse(line)).filter(({ requestId }) => requestId === 'slow');
    await eventually(() => expect(own()).toHaveLength(1));
    expect(own()).toMatchObject([{ level: 30, msg: 'operation', codes: ['REQUEST_ABORTED'] }]);
  });
});

describe('what is no request', () => {
  const SECRET = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';

  it.each([
    ['no HTTP', [`${SECRET}\r\n\r\n`], 400, /not HTTP\/1\.1/],
    ['the start of a TLS connection', [Buffer.from('160301020001000', 'hex')], 400, /not HTTP\/1\.1/],
    ['a method that there is not', [`${SECRET} /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n`], 400, /not HTTP\/1\.1/],
    ['another version', ['GET /graphql HTTP/9.9\r\nhost: localhost\r\n\r\n'], 400, /not HTTP\/1\.1/],
    ['two lengths', [head('content-length: 5', `content-length: ${BODY.length}`), BODY], 400, /its length/],
    ['a header with a line end', [head(`x-key: ${SECRET}\r\rx`), BODY], 400, /not HTTP\/1\.1/],
    ['headers that are too long', [head(`x-long: ${'x'.repeat(20_000)}`), BODY], 431, /more than 16384 bytes/],
    ['a tunnel that is asked for', ['CONNECT localhost:443 HTTP/1.1\r\nhost: localhost:443\r\n\r\n'], 405, /no proxy/],
    ['what nobody can expect', [head('expect: nothing', `content-length: ${BODY.length}`) + BODY], 417, /`Expect`/],
    ['a head that does not come', drip(head(`content-length: ${BODY.length}`) + BODY), 408, /in time/],
  ] as const)('is refused as all else is: %s', async (_, parts, status, message) => {
    const { answer, ended } = await send(parts, status === 408 ? 30 : 0);
    expect([Number(/^HTTP\/1\.1 (\d+) \w/.exec(answer)?.[1]), ended, world.calls]).toEqual([status, true, []]);
    const [headers = '', body = ''] = answer.split('\r\n\r\n');
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers).toContain(`\r\n${name}: ${value}`);
    expect(headers).toMatch(/\r\ncontent-type: application\/json; charset=utf-8\r\n/);
    expect(headers).toMatch(/\r\nconnection: close$/);
    expect(JSON.parse(body)).toEqual({
      errors: [
        {
          message: expect.stringMatching(message),
          extensions: { code: 'BAD_REQUEST', retryable: status === 408 },
        },
      ],
    });
    expect(answer).not.toContain(SECRET);
    const [line = '', ...more] = lines;
    expect(more).toEqual([]);
    expect(line).not.toContain(SECRET);
    const requestId = /\r\nx-request-id: (\S+)/.exec(headers)?.[1];
    expect(JSON.parse(line)).toMatchObject({ level: 40, msg: 'request refused', codes: ['BAD_REQUEST'], requestId });
  });

  it.each([
    ['no host', 'GET /graphql HTTP/1.1\r\n\r\n', /`Host` is missing/],
    ['two hosts', head('HOST: elsewhere', `content-length: ${BODY.length}`) + BODY, /more than once/],
  ])('has %s, and is refused in the same form', async (_, text, message) => {
    const { answer, ended } = await send([text]);
    const [headers = '', body = ''] = answer.split('\r\n\r\n');
    expect([headers.slice(0, 12), ended, world.calls]).toEqual(['HTTP/1.1 400', true, []]);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers).toContain(`\r\n${name}: ${value}`);
    const extensions = { code: 'BAD_REQUEST', retryable: false };
    expect(JSON.parse(body)).toEqual({ errors: [{ message: expect.stringMatching(message), extensions }] });
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['request refused']);
  });

  it('after a request that was answered is refused too, and that answer stays whole', async () => {
    const { answer, ended } = await send([head(`content-length: ${BODY.length}`) + BODY, 'nonsense\r\n\r\n'], 200);
    await eventually(() => expect(lines.length).toBeGreaterThan(0));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK.*2500.*HTTP\/1\.1 400 Bad Request.*BAD_REQUEST/s);
    expect(ended).toBe(true);
  });
});
