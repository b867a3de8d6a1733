import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { difference } from './answers.ts';
import { gateway as gatewayOf, NEAR_BUDGET } from './contenders/gateway.ts';
import { measure } from './measure.ts';
import { observersOf } from './observers.ts';
import { named, readOptions } from './options.ts';
import { built, canPin, memoryOf, node, pinThisProcess, startHelper, startServer } from './processes.ts';
import { QUESTIONS, type Question } from './questions.ts';
import { CONCURRENCY, measureRounds, type Pair } from './rounds.ts';
import { runScale } from './scale/run.ts';
import { buildPeers, others, type Server, startAll } from './servers.ts';
import { tables } from './table.ts';

/** How long a server has nothing to do before its memory is read. */
const IDLE_MS = 5_000;

const complain = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Node writes the profile when the process ends. */
const profiling = (folder: string | undefined): readonly string[] =>
  folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(folder)}`];

const run = async (): Promise<void> => {
  const options = readOptions();
  const questions = named('questions', QUESTIONS, options.questions);
  pinThisProcess(1);
  const upstream = await startServer(1, node('./upstream.js'), {}, '/bench?delay=0');
  const observers = await observersOf(options.mode);
  const gateway = gatewayOf(upstream.url, observers.environment, profiling(options.profile), options.workers);
  const chosen = named('servers', [gateway, ...others()], options.servers);
  buildPeers(upstream.url);
  const started = await startAll([...new Set([gateway, ...chosen])], upstream.url, options.rounds, complain);
  const [right] = started;
  if (right?.contender !== gateway) throw new Error('The gateway does not start.');
  const servers = started.filter(({ contender }) => chosen.includes(contender));
  const load = startHelper(1, built('./load.js'));

  const setDelay = async (delay: number): Promise<number> =>
    Number(await (await fetch(`${upstream.url}/bench?delay=${delay}`)).text());

  /** One request: its answer, and how many REST calls it makes. */
  const askOnce = async ({ url, contender }: Server, question: Question) => {
    const asked = contender.ask(question);
    if (asked === undefined) return undefined;
    await setDelay(0);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}${asked.path}`, { method: 'POST', headers, body: asked.body });
    const answer: unknown = await response.json().catch(() => ({}));
    return { asked, answer, restCalls: await setDelay(0) };
  };

  /** How fast a server answers something else is not asked. */
  const pairs: Pair[] = [];
  for (const question of questions) {
    const expected = await askOnce(right, question);
    for (const server of servers) {
      const found = await askOnce(server, question);
      if (found === undefined) continue;
      const { asked, restCalls } = found;
      const wrong = asked.isDocument ? difference(expected?.answer, found.answer) : undefined;
      if (wrong === undefined) pairs.push({ server, question, asked, restCalls });
      else complain(`${server.contender.name} does not answer ${question.name}: ${wrong}`);
    }
  }

  await sleep(IDLE_MS);
  const memoryNow = (): ReadonlyMap<Server, number> =>
    new Map(servers.map((server) => [server, memoryOf(server.child)]));
  const idle = memoryNow();
  const measured = await measureRounds(
    pairs,
    options,
    (server, what) => measure(load, server, { ...what, concurrency: CONCURRENCY }, () => setDelay(options.delay)),
    complain,
  );
  const loaded = memoryNow();
  await sleep(IDLE_MS);
  const after = memoryNow();
  observers.check();
  for (const { server, question, known } of measured) {
    if (server !== right || known.every(({ perSecond, restCalls }) => perSecond * restCalls < NEAR_BUDGET)) continue;
    complain(
      `${question.name}: the gateway made as many REST calls as it may for one account: no figure of how fast it is.`,
    );
  }

  const conditions = [
    `Node ${process.version} on ${cpus()[0]?.model ?? 'an unknown processor'}`,
    canPin && options.workers === 1 ? 'one core for the server' : 'NOT pinned to cores',
    `${options.workers} worker${options.workers === 1 ? '' : 's'}`,
    `${CONCURRENCY} connections`,
    `REST answers after ${options.delay} ms`,
    `${options.rounds} rounds of ${options.seconds} s`,
    `mode ${options.mode}`,
  ].join(', ');
  const costs = servers.map((server) => ({
    name: server.contender.name,
    startMs: server.startMs,
    memoryMb: {
      idle: idle.get(server) ?? Number.NaN,
      loaded: loaded.get(server) ?? Number.NaN,
      after: after.get(server) ?? Number.NaN,
    },
  }));
  const figures = measured.map(({ server, question, restCalls, known, firstSight }) => ({
    server: server.contender.name,
    question: question.name,
    restCalls,
    known,
    firstSight,
  }));
  const file = built('../../results.json');
  writeFileSync(file, `${JSON.stringify({ conditions, costs, figures }, null, 2)}\n`);
  complain(`Each figure of each round: ${file}`);
  process.stdout.write(`${tables(conditions, measured, costs)}\n`);
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** `npm run bench -- scale` is about many processes, and starts none. */
const work = process.argv[2] === 'scale' ? runScale() : run();

work.then(
  () => process.exit(),
  (error: Error) => {
    complain(String(error.stack));
    process.exit(1);
  },
);
