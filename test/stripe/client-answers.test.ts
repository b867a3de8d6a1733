import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  afterEffect,
  answers,
  continues,
  cutShort,
  type Fault,
  htmlPage,
  jsonText,
  lengthTooSmall,
  noContent,
  raw,
  redirects,
  resetsInBody,
} from '../faulty-upstream/faults.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { always, failureOf, inTurn, KEY, startClientWorld } from './world.ts';

const JSON_CLOSE = 'content-type: application/json\r\nconnection: close\r\n';
const THING = '{"id":"obj_9","object":"thing"}';

describe('an answer that is not one of the REST API is no success', () => {
  const table: [string, Fault][] = [
    ['reset in the body', resetsInBody()],
    ['cut short of its length', cutShort('length')],
    ['cut short of its length, connection closing', cutShort('length', false)],
    ['cut short in a chunk', cutShort('chunked')],
    ['cut short in a chunk, connection closing', cutShort('chunked', false)],
    ['cut short where the connection closes', cutShort('close')],
    ['whole, but short of its length', raw(`HTTP/1.1 200 OK\r\n${JSON_CLOSE}content-length: 40\r\n\r\n${THING}`)],
    ['not UTF-8', raw(Buffer.from(`HTTP/1.1 200 OK\r\n${JSON_CLOSE}\r\n{"id":"\xff"}`, 'latin1'))],
    ['longer than its length', lengthTooSmall()],
    ['an HTML page', htmlPage(200)],
    ['JSON said to be HTML', answers(200, THING, { 'content-type': 'text/html' })],
    ['JSON said to be nothing', answers(200, THING)],
    ['JSON said to be something like it', answers(200, THING, { 'content-type': 'application/jsonp' })],
    ['HTML said to be JSON', jsonText('<html></html>')],
    ['empty', jsonText('')],
    ['null', jsonText('null')],
    ['an array', jsonText('[]')],
    ['a string', jsonText('"ok"')],
    ['an error object over 200', jsonText('{"error":{"type":"api_error"}}')],
    ['204', noContent()],
    ['compressed', jsonText(THING, { 'content-encoding': 'gzip' })],
    ['100 Continue, unasked', continues()],
    ['no HTTP at all', raw('SPDY/9 hello\r\n\r\n')],
    ['HTTP/9.9', raw(`HTTP/9.9 200 OK\r\ncontent-type: application/json\r\ncontent-length: 31\r\n\r\n${THING}`)],
    [
      'two lengths',
      raw(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 31\r\ncontent-length: 3\r\n\r\n${THING}`,
      ),
    ],
    [
      'a length and chunks',
      raw(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 31\r\ntransfer-encoding: chunked\r\n\r\n${THING}`,
      ),
    ],
  ];

  it.each(table)('%s: a read is asked again, and says so in the end', async (_, fault) => {
    const { upstream, get } = await startClientWorld({ faults: always(fault) });
    expect(await failureOf(get())).toMatchObject({ kind: 'protocol', retryable: true, effect: 'none' });
    expect(upstream.requests.length).toBe(3);
  });

  it.each(table)('%s: a write that was done is told of it by its key', async (_, fault) => {
    const { upstream, post } = await startClientWorld({ faults: inTurn(afterEffect(fault)) });
    expect(await post()).toMatchObject({ body: { id: 'obj_1' }, attempts: 2, replayed: true });
    expect(upstream.ledger.byKey.get('key_1')).toBe(1);
  });

  it.each(table)('%s: a write that is never told does not know', async (_, fault) => {
    const { post } = await startClientWorld({ faults: always(afterEffect(fault)) });
    expect(await failureOf(post())).toMatchObject({ kind: 'protocol', effect: 'unknown', retryable: true });
  });
});

describe('an answer of the REST API', () => {
  it('may be typed with a character set and come in chunks', async () => {
    const body = '{"id":"obj_é"}';
    const chunk = `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const { get } = await startClientWorld({
      faults: always(
        raw(
          `HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n${chunk}`,
        ),
      ),
    });
    expect(await get()).toMatchObject({ body: { id: 'obj_é' }, attempts: 1, requestId: undefined, replayed: false });
  });
});

describe('a word in advance', () => {
  it('is passed over', async () => {
    const hint = 'HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n';
    const whole = `HTTP/1.1 200 OK\r\n${JSON_CLOSE}content-length: ${THING.length}\r\n\r\n${THING}`;
    const { get } = await startClientWorld({ faults: inTurn(raw(hint + whole)) });
    expect(await get()).toMatchObject({ body: { id: 'obj_9' }, status: 200, attempts: 1 });
  });

  it('is no answer', async () => {
    const { get } = await startClientWorld({
      faults: always(raw('HTTP/1.1 103 Early Hints\r\nrequest-id: req_1\r\n\r\n')),
    });
    expect(await failureOf(get())).toMatchObject({ kind: 'unavailable', status: undefined, requestId: undefined });
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('%i is never followed', async (status) => {
    const elsewhere = await startFaultyUpstream();
    const fault = status === 302 ? redirects(elsewhere.url) : answers(status, '', { location: `${elsewhere.url}/v1` });
    const { upstream, get, post } = await startClientWorld({ faults: always(fault) });
    expect(await failureOf(get())).toMatchObject({ kind: 'protocol', status, retryable: false });
    expect(await failureOf(post())).toMatchObject({ kind: 'protocol', status, effect: 'unknown' });
    expect(upstream.requests.length).toBe(2);
    expect(elsewhere.connections).toBe(0);
    await elsewhere.close();
  });
});

describe('an answer without end', () => {
  it('is cut off at its bound, once, and not kept in memory', async () => {
    const huge = `{"id":"${'x'.repeat(2_000_000)}"}`;
    const { upstream, get, post } = await startClientWorld(
      { faults: always(jsonText(huge)) },
      { restMaxAnswerBytes: 1_000_000 },
    );
    expect(await failureOf(get())).toMatchObject({ kind: 'protocol', status: 200, retryable: false });
    expect(await failureOf(post())).toMatchObject({ kind: 'protocol', effect: 'unknown' });
    expect(upstream.requests.length).toBe(2);
  });

  it('is not read at all when it says how long it is', async () => {
    let sent = 0;
    /** As much as the other side takes, of what is announced. */
    const announced: Fault = {
      when: 'before',
      play: async ({ socket }) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 40000000\r\n\r\n');
        // The head alone arrives first, as it does over any distance.
        await sleep(50);
        while (!socket.destroyed && sent < 40_000_000) {
          await new Promise((resolve) => socket.write(Buffer.alloc(100_000, 32), resolve));
          sent += 100_000;
        }
      },
    };
    const { get } = await startClientWorld({ faults: always(announced) }, { restMaxAnswerBytes: 30_000_000 });
    expect(await failureOf(get())).toMatchObject({ kind: 'protocol', status: 200, retryable: false });
    await sleep(200);
    expect(sent).toBeLessThan(1_000_000);
  });

  it('may be as large as the bound', async () => {
    const large = `{"id":"${'x'.repeat(900_000)}"}`;
    const { get } = await startClientWorld({ faults: always(jsonText(large)) }, { restMaxAnswerBytes: 1_000_000 });
    expect((await get()).body.id).toHaveLength(900_000);
  });

  it('in its head is cut off too', async () => {
    const { upstream, get } = await startClientWorld({
      faults: always(jsonText(THING, { 'x-long': 'x'.repeat(20_000) })),
    });
    expect(await failureOf(get())).toMatchObject({ kind: 'protocol', retryable: false });
    expect(upstream.requests.length).toBe(1);
  });

  it('folded up small is not unfolded', async () => {
    const bomb = gzipSync(`{"id":"${'x'.repeat(50_000_000)}"}`);
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`;
    const { get, upstream } = await startClientWorld({ faults: always(raw(Buffer.concat([Buffer.from(head), bomb]))) });
    const before = process.memoryUsage().rss;
    expect(await failureOf(get())).toMatchObject({ kind: 'protocol' });
    expect(process.memoryUsage().rss - before).toBeLessThan(40_000_000);
    expect(upstream.requests[0]?.headers['accept-encoding']).toBe('identity');
  });
});

describe('what an error tells', () => {
  it('holds no key, body, header or query', async () => {
    const echo = { type: 'invalid_request_error', message: `Key ${KEY} may not; pi_1_secret_canary`, param: KEY };
    const { get } = await startClientWorld({
      faults: always(answers(403, { error: echo }, { 'request-id': KEY.repeat(9) })),
    });
    const error = await failureOf(get({ params: { note: 'canary_query' } }));
    const told = JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause });
    expect(error.stripe?.message).toBe('Key [redacted] may not; [redacted]');
    expect(told).not.toMatch(/canary/);
    expect(error.requestId).toBeUndefined();
  });

  it('does not repeat a page that came in its place', async () => {
    const { get } = await startClientWorld({
      faults: always(answers(502, `<p>${KEY}</p>`, { 'content-type': 'text/html' })),
    });
    const error = await failureOf(get());
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('canary');
  });
});
