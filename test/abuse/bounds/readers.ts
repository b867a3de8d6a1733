import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFaultyUpstream } from '../../faulty-upstream.ts';
import { KEY, WIDE } from '../gateways.ts';
import { rssOf } from '../proc.ts';
import { startGateway } from '../processes.ts';
import { bound, type Row } from '../report.ts';
import { Target } from '../send.ts';
import { largeAnswer } from './world.ts';

const CLIENTS = 60;
const ANSWER_TIMEOUT_MS = 3_000;
/** 5 MB: as long as three of the largest pages of metadata. */
const BODY = JSON.stringify({
  query: '{ a: transfers(first: 100) { nodes { metadata } } b: transfers(first: 100) { nodes { x: metadata } } }',
});
/**
 * What may wait to be read, and the pages of memory that were used for answers in the making and are not given back at
 * once.
 */
const MB_HELD = 64 + 56;
/** A look collects the garbage, which would otherwise hide what is held. */
const LOOK_EVERY = 4;

const askAndStall = (port: number): Socket => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.pause();
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`,
  );
  return socket;
};

/** Clients that ask for much and read nothing are let go of; others are served meanwhile. */
export const runReaders = async (): Promise<Row[]> => {
  const upstream = await startFaultyUpstream({ answer: largeAnswer });
  const variables = { ANSWER_TIMEOUT_MS: String(ANSWER_TIMEOUT_MS) };
  const gateway = await startGateway({ ...KEY, ...WIDE, STRIPE_API_BASE: upstream.url, ...variables });
  const target = new Target(gateway.origin);
  const read = async () => (await target.operation('{ transfer(id: "tr_1Big1") { amount } }')).status;
  await target.json(BODY);
  const before = (await gateway.inspector.look()).rss / 2 ** 20;
  const port = Number(new URL(gateway.origin).port);
  const sockets = Array.from({ length: CLIENTS }, () => askAndStall(port));
  let peak = 0;
  let held = 0;
  let served = 0;
  const READS = 40;
  for (let n = 0; n < READS; n += 1) {
    if ((await read()) === 200) served += 1;
    peak = Math.max(peak, rssOf(gateway.pid));
    if (n % LOOK_EVERY === 0) held = Math.max(held, (await gateway.inspector.look()).rss / 2 ** 20 - before);
    await sleep((2 * ANSWER_TIMEOUT_MS) / READS);
  }
  const begun = performance.now();
  const exit = await gateway.stop();
  const ms = performance.now() - begun;
  for (const socket of sockets) socket.destroy();
  await target.close();
  await upstream.close();
  return [
    {
      id: 'B3',
      name: `${CLIENTS} clients that do not read their answers of 5 MB`,
      figures: {
        'RSS MB more, with garbage': peak - before,
        'RSS MB more, held': held,
        'reads served beside': served,
        'exit code': exit ?? -1,
        'exit ms': ms,
      },
      broken: [
        ...bound(held < MB_HELD, `${Math.round(held)} MB more are held`),
        ...bound(served === READS, `${READS - served} reads beside were not served`),
        ...bound(exit === 0, `SIGTERM: ${exit}`),
      ],
    },
  ];
};
