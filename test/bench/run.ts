import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { difference } from './answers.ts';
import { measure } from './measure.ts';
import { peersTable } from './peers-table.ts';
import { built, canPin, memoryOf, node, startHelper, startServer } from './processes.ts';
import { QUESTIONS, type Question } from './questions.ts';
import { type Server, startGateway, startPeers, startProxy } from './servers.ts';
import { type Figures, type Measured, table } from './table.ts';

const DELAYS = [0, 50];
const CONCURRENCIES = [1, 10];
/** `npm run bench -- 1` measures for 1 second each. */
const SECONDS = Number(process.argv[2] ?? 3);

const complain = (text: string): unknown => process.stderr.write(`${text}\n`);

const run = async (): Promise<void> => {
  const upstream = await startServer(1, node('./upstream.js'), {}, '/bench?delay=0');
  const gateway = await startGateway(upstream.url);
  const proxy = await startProxy(upstream.url);
  const peers = await startPeers(upstream.url);
  const load = startHelper(1, built('./load.js'));

  const setDelay = async (delay: number): Promise<number> =>
    Number(await (await fetch(`${upstream.url}/bench?delay=${delay}`)).text());

  /** One request: its answer, and how many REST calls it makes. */
  const askOnce = async (server: Server, question: Question): Promise<{ answer: unknown; restCalls: number }> => {
    await setDelay(0);
    const { url, body } = server.send(question);
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return { answer: await response.json().catch(() => ({})), restCalls: await setDelay(0) };
  };

  /** How fast a peer answers something else is not asked. */
  const answersRight = async (peer: Server, question: Question): Promise<boolean> => {
    const [right, theirs] = [await askOnce(gateway, question), await askOnce(peer, question)];
    const wrong = difference(right.answer, theirs.answer);
    if (wrong !== undefined) complain(`${peer.name} does not answer ${question.name}: ${wrong}`);
    return wrong === undefined;
  };

  const asked = new Map<Question, Server[]>();
  for (const question of QUESTIONS) {
    const servers = [gateway, proxy];
    for (const peer of peers) if (await answersRight(peer, question)) servers.push(peer);
    asked.set(question, servers);
  }

  /** With this delay and so many at once; times are parts of what a figure takes. */
  const ask = async (server: Server, question: Question, delay: number, concurrency: number, times = [0.3, 1]) => {
    const [warmUpMs = 0, durationMs = 0] = times.map((part) => part * SECONDS * 1000);
    const what = { ...server.send(question), concurrency, warmUpMs, durationMs };
    return measure(load, server, what, () => setDelay(delay));
  };

  // Every server gets to know every question before the first is measured.
  for (const [question, servers] of asked) {
    for (const server of servers) await ask(server, question, 0, 10, [0, 0.5]);
  }

  const measured: Measured[] = [];
  for (const [question, servers] of asked) {
    const { name, shows } = question;
    for (const delayMs of DELAYS) {
      for (const concurrency of CONCURRENCIES) {
        const each = async (server: Server) => {
          const { restCalls } = await askOnce(server, question);
          return { restCalls, ...(await ask(server, question, delayMs, concurrency)) };
        };
        // One after the other: they share a core.
        const figures = { gateway: await each(gateway), proxy: await each(proxy) };
        const restCalls = { gateway: figures.gateway.restCalls, proxy: figures.proxy.restCalls };
        const theirs: Record<string, Measured['peers'][string]> = {};
        for (const peer of servers.slice(2)) {
          const failed = (error: Error): unknown => complain(`${peer.name} failed at ${name}: ${error.message}`);
          await each(peer).then((peerFigures) => {
            theirs[peer.name] = peerFigures;
          }, failed);
        }
        measured.push({ name, shows, delayMs, concurrency, restCalls, ...figures, peers: theirs });
        process.stderr.write('.');
      }
    }
  }
  complain('');

  const costOf = ({ startUpMs, child }: Server) => ({ startUpMs, memoryMb: memoryOf(child) });
  const figures: Figures = {
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    pinned: canPin,
    seconds: SECONDS,
    startUpMs: { gateway: gateway.startUpMs, proxy: proxy.startUpMs },
    memoryMb: { gateway: memoryOf(gateway.child), proxy: memoryOf(proxy.child) },
    peers: Object.fromEntries(peers.map((peer) => [peer.name, costOf(peer)])),
    measured,
  };
  const file = built('../../results.json');
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
  process.stdout.write(`${table(figures)}\n${peersTable(figures)}\n${file}\n`);
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

run().then(
  () => process.exit(),
  (error: Error) => {
    complain(String(error.stack));
    process.exit(1);
  },
);
