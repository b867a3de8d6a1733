import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { KEY, WIDE } from './gateways.ts';
import { startGateway } from './processes.ts';
import { bound, type Row, round } from './report.ts';

const SECRET = 'whsec_of_the_abuse_run';
const OPENED = 10_000;
const AT_ONCE = 100;
const HELD = 1_000;
const SLOW = 10;
const EVENTS = 3_000;
const KB_AT_MOST = 50;

/** An event of some ten thousand bytes, so that what a reader does not take soon fills what the system holds for it. */
const LONG = `subscription { events { ${Array.from({ length: 190 }, (_, n) => `id${n}: id`).join(' ')} } }`;
const SHORT = 'subscription { events { id } }';

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

interface Open {
  readonly asked: ClientRequest;
  readonly answer: IncomingMessage;
}

const open = (origin: string, query: string): Promise<Open> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
    const asked = request(`${origin}/graphql`, { method: 'POST', headers, agent: false });
    asked.once('response', (answer) => resolve({ asked, answer }));
    asked.on('error', reject);
    asked.end(JSON.stringify({ query }));
  });

/** Sends so many events, signed as REST signs them. Answers how many were not taken in. */
const tell = async (url: string, count: number): Promise<number> => {
  let refused = 0;
  const created = Math.floor(Date.now() / 1_000);
  for (let n = 0; n < count; n += 20) {
    const sent = Array.from({ length: Math.min(20, count - n) }, async (_, m) => {
      const id = `evt_abuse${n + m}`;
      const data = { object: { id: 'tr_1Abuse', object: 'transfer' } };
      const body = JSON.stringify({ id, object: 'event', type: 'transfer.updated', created, livemode: false, data });
      const signature = createHmac('sha256', SECRET).update(`${created}.${body}`).digest('hex');
      const headers = { 'stripe-signature': `t=${created},v1=${signature}` };
      const { ok } = await fetch(url, { method: 'POST', body, headers });
      if (!ok) refused += 1;
    });
    await Promise.all(sent);
  }
  return refused;
};

/** What a stream says up to its end. */
const textOf = async (answer: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text = (text + chunk).slice(-20_000);
  return text;
};

/** A9: streams that are opened and left, that stay, and that nobody reads. */
export const runStreams = async (): Promise<Row[]> => {
  const port = await freePort();
  const gateway = await startGateway({
    ...KEY,
    ...WIDE,
    STRIPE_API_BASE: 'http://127.0.0.1:1',
    WEBHOOK_PORT: String(port),
    STRIPE_WEBHOOK_SECRET: SECRET,
    ANSWER_TIMEOUT_MS: '120000',
  });
  const { origin, inspector } = gateway;
  const url = `http://127.0.0.1:${port}/webhooks/stripe`;

  const statuses = new Map<number | undefined, number>();
  for (let n = 0; n < OPENED; n += AT_ONCE) {
    const opened = await Promise.all(Array.from({ length: AT_ONCE }, () => open(origin, SHORT)));
    for (const { asked, answer } of opened) {
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      asked.on('error', () => {}).destroy();
    }
  }

  const before = await inspector.look();
  const held = await Promise.all(Array.from({ length: HELD - SLOW }, () => open(origin, SHORT)));
  for (const { answer } of held) answer.resume();
  const after = await inspector.look();
  const open1000 = held.filter(({ answer }) => answer.statusCode === 200).length;
  const kb = (after.heap - before.heap) / 1_024 / held.length;
  for (const { asked } of held.slice(20)) asked.on('error', () => {}).destroy();

  const slow = await Promise.all(Array.from({ length: SLOW }, () => open(origin, LONG)));
  const read = held.slice(0, 20).map(({ answer }) => {
    let last = '';
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      last = (last + chunk).slice(-400);
    });
    return () => last.includes(`evt_abuse${EVENTS - 1}`);
  });
  const refused = await tell(url, EVENTS);
  const deadline = Date.now() + 60_000;
  while (!read.every((isThrough) => isThrough()) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const through = read.filter((isThrough) => isThrough()).length;
  const dropped = (await Promise.all(slow.map(({ answer }) => textOf(answer)))).filter((text) =>
    text.includes('EVENTS_MISSED'),
  ).length;
  for (const { asked } of held.slice(0, 20)) asked.on('error', () => {}).destroy();
  const { loopMax } = await inspector.look();
  const exit = await gateway.stop();
  return [
    {
      id: 'A9',
      name: `${OPENED} streams opened and left, ${HELD} held, ${SLOW} that nobody reads during ${EVENTS} events`,
      figures: {
        'KB of heap a stream': round(kb, 1),
        'slow ones told so': dropped,
        'others that heard the last': through,
        'webhooks refused': refused,
        'loop held ms': loopMax,
        'exit code': exit ?? -1,
      },
      broken: [
        ...bound(statuses.get(200) === OPENED, `statuses ${JSON.stringify([...statuses])}`),
        ...bound(open1000 === held.length, `${open1000} of ${held.length} could be open`),
        ...bound(kb < KB_AT_MOST, `${round(kb, 1)} KB`),
        ...bound(dropped === SLOW, `${dropped} of ${SLOW} were told`),
        ...bound(through === read.length, `${through} of ${read.length} heard the last`),
        ...bound(refused === 0, `${refused} webhooks refused`),
        ...bound(exit === 0, `exit ${exit}`),
        ...bound(gateway.complaints.length === 0, gateway.complaints[0]?.slice(0, 300) ?? ''),
      ],
    },
  ];
};
