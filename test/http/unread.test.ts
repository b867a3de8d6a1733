import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { createDrainingServer } from '../../src/server.ts';
import { tokenAuth } from '../auth/world.ts';
import { eventually } from '../eventually.ts';
import { startWorld } from '../world.ts';

const MEGABYTE = 2 ** 20;

const listen = async (handler: RequestListener, options: Record<string, number> = {}) => {
  const { server } = createDrainingServer(handler, { ...readConfig({}), ...options });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
};

/** A client that asks and does not read. */
const askAndStall = async (port: number, text: string): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  socket.pause();
  await once(socket, 'connect');
  socket.write(text);
  return socket;
};

const GET = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n';

const openConnections = (server: { getConnections: (tell: (error: Error | null, count: number) => void) => void }) =>
  new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));

describe('a client that does not read its answer', () => {
  const large: RequestListener = (_, response) => void response.end(Buffer.alloc(20 * MEGABYTE));

  it('is let go when its time is over', async () => {
    const { server, port } = await listen(large, { answerTimeoutMs: 200 });
    const accepted = once(server, 'connection');
    await askAndStall(port, GET);
    await accepted;
    await eventually(async () => expect(await openConnections(server)).toBe(0));
  });

  it('is let go first where all together hold too much, the one that has taken longest before the others', async () => {
    const ended: string[] = [];
    const { port } = await listen(
      (request, response) => {
        response.on('close', () => ended.push(request.url ?? ''));
        large(request, response);
      },
      { answerTimeoutMs: 600_000, maxPendingAnswerBytes: 50 * MEGABYTE },
    );
    for (const name of ['/1', '/2', '/3', '/4']) {
      await askAndStall(port, GET.replace('/', name));
      await sleep(50);
    }
    await eventually(() => expect(ended).toEqual(['/1', '/2']));
  });

  describe('with a text of which most is not written yet', () => {
    /** Answers whose texts are written when the test wants it; a third one is too much. */
    const stallWith = async (text: string) => {
      const asked: ServerResponse[] = [];
      const { port } = await listen((_, response) => void asked.push(response), {
        answerTimeoutMs: 600_000,
        maxPendingAnswerBytes: 50 * MEGABYTE,
      });
      const sockets: Socket[] = [];
      for (const n of [1, 2, 3]) {
        sockets.push(await askAndStall(port, GET));
        await eventually(() => expect(asked).toHaveLength(n));
      }
      const areOpen = () => asked.map(({ req }) => !req.socket.destroyed);
      return { asked, sockets, areOpen, write: (n: number) => void asked[n]?.write(text) };
    };

    it.each([
      ['Latin-1', 20 * MEGABYTE, 'é'],
      ['characters of two bytes', 10 * MEGABYTE, '–'],
    ])('counts as all that it holds in memory: %s', async (_, length, character) => {
      const { areOpen, write } = await stallWith(character.repeat(length));
      write(0);
      write(1);
      expect(areOpen()).toEqual([true, true, true]);
      write(2);
      expect(areOpen()).toEqual([false, true, true]);
    });

    it('stays where it is read, and another is let go', async () => {
      const { asked, sockets, areOpen, write } = await stallWith('x'.repeat(20 * MEGABYTE));
      write(0);
      write(1);
      const bytesOf = () => asked.map(({ req }) => req.socket.bytesWritten);
      const isStalled = async () => {
        const before = bytesOf();
        await sleep(200);
        expect(bytesOf()).toEqual(before);
      };
      await eventually(isStalled);
      const [before = 0] = bytesOf();
      await eventually(() => {
        sockets[0]?.read();
        expect(bytesOf()[0]).toBeGreaterThan(before);
      });
      write(2);
      expect(areOpen()).toEqual([true, false, true]);
    });
  });

  it('keeps what it has if it reads in time, however large', async () => {
    const { port } = await listen(large, { answerTimeoutMs: 20_000 });
    const response = await fetch(`http://127.0.0.1:${port}/`);
    await sleep(100);
    expect((await response.arrayBuffer()).byteLength).toBe(20 * MEGABYTE);
  });

  it('holds its operation’s place until then', async () => {
    await using world = await startWorld({
      gateway: {
        maxOperations: 1,
        operationQueue: 0,
        maxAliases: 1_000,
        maxValues: 10_000_000,
        maxAnswerBytes: 64 * MEGABYTE,
      },
    });
    const { port } = await listen(world.gateway, { answerTimeoutMs: 1_500 });
    const query = `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: _service { sdl }`).join(' ')} }`;
    const body = JSON.stringify({ query });
    const socket = await askAndStall(
      port,
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const ask = async () => (await (await world.fetch({ query: '{ __typename }' })).json()) as { errors?: unknown };
    // The answer has begun to come, and is not read on.
    await once(socket, 'readable');
    expect(await ask()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
    await eventually(async () => expect(await ask()).not.toHaveProperty('errors'));
  });
});

describe('a client that sends more than is read', () => {
  it('reads its 413 when it has sent all of it', async () => {
    await using world = await startWorld();
    const { port } = await listen(world.gateway);
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const errors: unknown[] = [];
    socket.on('error', (error) => errors.push(error));
    socket.pause();
    await once(socket, 'connect');
    const bytes = 8 * MEGABYTE;
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${bytes}\r\n\r\n`,
    );
    // It reads nothing until it has sent everything, as simple clients do.
    await new Promise<void>((resolve) => socket.write(Buffer.alloc(bytes, ' '), () => resolve()));
    socket.on('data', (data) => {
      answer += data;
    });
    socket.resume();
    await once(socket, 'close');
    expect(errors).toEqual([]);
    expect(answer).toContain('413');
    expect(answer).toContain('REQUEST_ENTITY_TOO_LARGE');
  });

  it('is not waited for for ever', async () => {
    await using world = await startWorld();
    const { server, port } = await listen(world.gateway);
    const accepted = once(server, 'connection');
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 900000000\r\n\r\n',
    );
    socket.resume();
    await accepted;
    await eventually(async () => expect(await openConnections(server)).toBe(0));
  });
});

describe('a request that is refused by its headers', () => {
  /** A body that never ends. */
  const drip = (socket: Socket): void => {
    const timer = setInterval(() => socket.write(`400\r\n${' '.repeat(0x4_00)}\r\n`), 20);
    socket.on('close', () => clearInterval(timer));
  };

  it.each([
    ['401', []],
    ['403', ['authorization: Bearer t', 'origin: https://elsewhere.example']],
    ['400', ['authorization: Bearer t', 'stripe-account: none']],
  ])('with %s has its body not read on', async (status, headers) => {
    await using world = await startWorld({ gateway: tokenAuth({ name: 'app', token: 't', scopes: ['*'] }) });
    const { server, port } = await listen(world.gateway);
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    const head = ['POST /graphql HTTP/1.1', 'host: localhost', 'content-type: application/json', ...headers];
    socket.write(`${head.join('\r\n')}\r\ntransfer-encoding: chunked\r\n\r\n`);
    drip(socket);
    await eventually(() => expect(answer).toContain(`HTTP/1.1 ${status}`));
    expect(answer).toMatch(/^connection: close\r$/im);
    await eventually(async () => expect(await openConnections(server)).toBe(0));
  });

  it('keeps its connection where all of the request is there', async () => {
    await using world = await startWorld({ gateway: tokenAuth({ name: 'app', token: 't', scopes: ['*'] }) });
    const { port } = await listen(world.gateway);
    const response = await fetch(`http://127.0.0.1:${port}/graphql?query={__typename}`);
    expect([response.status, response.headers.get('connection')]).toEqual([401, 'keep-alive']);
  });
});

describe('an idle connection', () => {
  it('is kept longer than balancers keep theirs', async () => {
    const { port } = await listen((_, response) => void response.end('x'));
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(response.headers.get('keep-alive')).toBe('timeout=65');
  });

  it('has its next request answered, however long it was idle within that time', async () => {
    const { port } = await listen((_, response) => void response.end('x'), { requestTimeoutMs: 200 });
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let answers = '';
    socket.on('data', (data) => {
      answers += data;
    });
    socket.write(GET);
    // Several times as long as the head of a request may take.
    await sleep(1_000);
    socket.write(GET);
    await eventually(() => expect(answers.match(/HTTP\/1\.1 200/g)).toHaveLength(2));
  });
});
