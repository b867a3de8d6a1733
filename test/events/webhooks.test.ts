import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { SeenIds } from '../../src/events/seen-ids.ts';
import type { Signal } from '../../src/events/signal.ts';
import { createWebhookServer, WEBHOOK_PATH, type WebhookOptions } from '../../src/events/webhook-server.ts';
import { MOST_SIGNATURES, signatureProblem, TOLERANCE_SECONDS } from '../../src/events/webhook-signature.ts';

const SECRET = 'whsec_the_right_one';
const OTHER = 'whsec_another_one';
const NOW = 1_800_000_000;

const hmac = (body: string, time: number | string, secret = SECRET): string =>
  createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');

const header = (body: string, time: number = NOW, secret = SECRET): string =>
  `t=${time},v1=${hmac(body, time, secret)}`;

const event = (fields: object = {}): object => ({
  id: 'evt_1Abc',
  object: 'event',
  type: 'transfer.created',
  created: NOW,
  livemode: false,
  data: { object: { id: 'tr_1Abc', object: 'transfer', description: 'Jane Austen' } },
  ...fields,
});

const BODY = JSON.stringify(event());

describe('a signature', () => {
  const right = hmac(BODY, NOW);
  const cases: readonly (readonly [what: string, header: string | undefined, problem: string | undefined])[] = [
    ['is right', header(BODY), undefined],
    ['is right among others', `t=${NOW},v1=${'0'.repeat(64)},v1=${right},v0=${'1'.repeat(64)}`, undefined],
    ['is of the other secret, which holds too', header(BODY, NOW, OTHER), undefined],
    ['is as old as it may be', header(BODY, NOW - TOLERANCE_SECONDS), undefined],
    ['is as far ahead as it may be', header(BODY, NOW + TOLERANCE_SECONDS), undefined],
    [
      'is one of as many as there may be',
      `t=${NOW}${`,v1=${'0'.repeat(64)}`.repeat(MOST_SIGNATURES - 1)},v1=${right}`,
      undefined,
    ],
    ['is missing', undefined, 'malformed'],
    ['is empty', '', 'malformed'],
    ['is of nobody’s secret', header(BODY, NOW, 'whsec_wrong'), 'not-signed-by-us'],
    ['is of another body', header(`${BODY} `), 'not-signed-by-us'],
    ['is of the same JSON written otherwise', header(JSON.stringify(event(), null, 2)), 'not-signed-by-us'],
    ['is of another time', `t=${NOW + 1},v1=${right}`, 'not-signed-by-us'],
    ['is cut off', `t=${NOW},v1=${right.slice(0, 62)}`, 'not-signed-by-us'],
    ['is longer', `t=${NOW},v1=${right}00`, 'not-signed-by-us'],
    ['is of a scheme that proves nothing', `t=${NOW},v0=${right}`, 'not-signed-by-us'],
    ['is too old', header(BODY, NOW - TOLERANCE_SECONDS - 1), 'too-old'],
    ['is of the future', header(BODY, NOW + TOLERANCE_SECONDS + 1), 'of-the-future'],
    ['has two times', `t=${NOW},${header(BODY)}`, 'malformed'],
    ['has two times, the other behind', `${header(BODY)},t=${NOW + 1}`, 'malformed'],
    ['has no time', `v1=${right}`, 'malformed'],
    ['has a time that is none', `t=abc,v1=${right}`, 'malformed'],
    ['has a time of many digits', `t=${'1'.repeat(13)},v1=${right}`, 'malformed'],
    ['is no list', 'Bearer x', 'malformed'],
    [
      'is one of too many',
      `t=${NOW}${`,v1=${'0'.repeat(64)}`.repeat(MOST_SIGNATURES)},v1=${right}`,
      'too-many-signatures',
    ],
    ['is one of 10,000', `t=${NOW}${`,v1=${right}`.repeat(10_000)}`, 'too-many-signatures'],
  ];

  it.each(cases)('%s', (_, given, problem) => {
    expect(signatureProblem(given, Buffer.from(BODY), [SECRET, OTHER], NOW)).toBe(problem);
  });

  it('is made of bytes, not of letters', () => {
    const bytes = Buffer.from([0xff, 0xfe]);
    const signature = createHmac('sha256', SECRET).update(`${NOW}.`).update(bytes).digest('hex');
    expect(signatureProblem(`t=${NOW},v1=${signature}`, bytes, [SECRET], NOW)).toBeUndefined();
  });
});

const startReceiver = async (options: Partial<WebhookOptions> = {}) => {
  const taken: Signal[] = [];
  const seen = new SeenIds();
  const server = createWebhookServer({
    secrets: () => [SECRET],
    live: false,
    take: async (signal) => {
      if (seen.add(signal.id)) taken.push(signal);
    },
    log: pino({ level: 'silent' }),
    now: () => NOW * 1000,
    ...options,
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = (body: string, signature = header(body), path = WEBHOOK_PATH): Promise<number> =>
    fetch(`${origin}${path}`, { method: 'POST', body, headers: { 'stripe-signature': signature } }).then(
      async (response) => {
        await response.text();
        return response.status;
      },
      // The rest of a body that nobody reads meets a closed connection.
      () => 400,
    );
  return {
    taken,
    origin,
    post,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

describe('a webhook', () => {
  it('is taken in as a signal, with nothing of its object but the id', async () => {
    await using receiver = await startReceiver();
    expect(await receiver.post(JSON.stringify(event({ account: 'acct_1Abc' })))).toBe(200);
    expect(receiver.taken).toEqual([
      {
        id: 'evt_1Abc',
        object: 'event',
        type: 'transfer.created',
        account: 'acct_1Abc',
        created: NOW,
        livemode: false,
        data: { object: { id: 'tr_1Abc' } },
      },
    ]);
  });

  it.each([
    ['wrongly signed', BODY, header(BODY, NOW, OTHER)],
    ['old', BODY, header(BODY, NOW - 301)],
    ['of the future', BODY, header(BODY, NOW + 301)],
    ['written otherwise', JSON.stringify(event(), null, 2), header(BODY)],
    ['of two times', BODY, `t=${NOW},${header(BODY)}`],
    ['of 10,000 signatures', BODY, `t=${NOW}${`,v1=${hmac(BODY, NOW)}`.repeat(10_000)}`.slice(0, 12_000)],
    ['of live mode', JSON.stringify(event({ livemode: true })), undefined],
    ['without a mode', JSON.stringify({ ...event(), livemode: undefined }), undefined],
    ['no event', '{"object":"charge"}', undefined],
    ['no JSON', 'no JSON', undefined],
    ['empty', '', undefined],
    ['of 5 MB', JSON.stringify(event({ padding: 'x'.repeat(5_000_000) })), undefined],
  ])('that is %s is refused', async (_, body, signature) => {
    await using receiver = await startReceiver();
    expect(await receiver.post(body, signature)).toBe(400);
    expect(receiver.taken).toEqual([]);
  });

  it('that says nothing of its length is read in its parts, and no further than it may be long', async () => {
    await using receiver = await startReceiver();
    const parts = (...texts: readonly string[]) => ({
      method: 'POST',
      headers: { 'stripe-signature': header(texts.join('')) },
      body: new Blob([...texts]).stream(),
      duplex: 'half' as const,
    });
    const post = (init: ReturnType<typeof parts>) =>
      fetch(`${receiver.origin}${WEBHOOK_PATH}`, init).then(
        ({ status }) => status,
        // The rest of a body that nobody reads meets a closed connection.
        () => 400,
      );
    expect(await post(parts(BODY.slice(0, 20), BODY.slice(20)))).toBe(200);
    expect(receiver.taken).toHaveLength(1);
    const padding = Array.from({ length: 20 }, () => ' '.repeat(100_000));
    expect(await post(parts(JSON.stringify(event({ id: 'evt_2Abc' })), ...padding))).toBe(400);
    expect(receiver.taken).toHaveLength(1);
  });

  it('that breaks off is not taken, and the next one is', async () => {
    await using receiver = await startReceiver();
    const { port, hostname } = new URL(receiver.origin);
    const socket = connect(Number(port), hostname);
    const head = `POST ${WEBHOOK_PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: ${BODY.length}\r\nstripe-signature: ${header(BODY)}\r\n\r\n`;
    await new Promise((resolve) => socket.write(head + BODY.slice(0, -1), resolve));
    socket.destroy();
    await once(socket, 'close');
    expect(await receiver.post(JSON.stringify(event({ id: 'evt_2Abc' })))).toBe(200);
    expect(receiver.taken.map(({ id }) => id)).toEqual(['evt_2Abc']);
  });

  it('of which nothing here is about is taken for good', async () => {
    await using receiver = await startReceiver();
    expect(await receiver.post(JSON.stringify(event({ data: { object: { object: 'balance' } } })))).toBe(200);
    expect(receiver.taken).toEqual([]);
  });

  it('that comes a thousand times has one effect for each event', async () => {
    await using receiver = await startReceiver();
    const bodies = Array.from({ length: 1_000 }, (_, n) => JSON.stringify(event({ id: `evt_${n % 50}` })));
    const statuses = new Set<number>();
    for (let n = 0; n < bodies.length; n += 50) {
      for (const status of await Promise.all(bodies.slice(n, n + 50).map((body) => receiver.post(body)))) {
        statuses.add(status);
      }
    }
    expect([...statuses]).toEqual([200]);
    expect(receiver.taken).toHaveLength(50);
  });

  it('that cannot be told to all is to be sent again', async () => {
    await using receiver = await startReceiver({ take: () => Promise.reject(new Error('Redis is away')) });
    expect(await receiver.post(BODY)).toBe(503);
  });

  it('finds nothing at another path, or by another method', async () => {
    await using receiver = await startReceiver();
    expect(await receiver.post(BODY, header(BODY), '/graphql')).toBe(404);
    expect((await fetch(`${receiver.origin}${WEBHOOK_PATH}`)).status).toBe(405);
    expect(receiver.taken).toEqual([]);
  });
});
