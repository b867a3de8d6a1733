import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Load, LoadResult } from './load.ts';
import { built, canPin, memoryOf, processorTimeOf, type Started, startHelper, startServer } from './processes.ts';
import { QUESTIONS, type Question } from './questions.ts';
import { type Figures, type Measured, table } from './table.ts';

const DELAYS = [0, 50];
const CONCURRENCIES = [1, 10];
/** `npm run bench -- 1` measures for 1 second each. */
const SECONDS = Number(process.argv[2] ?? 3);

/** What REST allows is not what is measured here. */
const NO_LIMITS = {
  REST_READS_PER_SECOND: '10000',
  REST_ENDPOINT_PER_SECOND: '10000',
  REST_QUEUE: '10000',
};

const children: ChildProcess[] = [];
const keep = <T extends ChildProcess>(child: T): T => {
  children.push(child);
  return child;
};

const measure = async (load: ChildProcess, server: Started, what: Load): Promise<LoadResult & { cpuMs: number }> => {
  load.send(what);
  const [started] = await once(load, 'message');
  if ('failed' in started) throw new Error(started.failed);
  const before = processorTimeOf(server.child);
  const [result] = await once(load, 'message');
  if ('failed' in result) throw new Error(result.failed);
  const used = processorTimeOf(server.child) - before;
  return { ...result, cpuMs: Math.round((used / result.requests) * 1000) / 1000 };
};

const run = async (): Promise<void> => {
  const upstream = await startServer(1, built('./upstream.js'), {}, '/bench?delay=0');
  keep(upstream.child);
  const gateway = await startServer(
    0,
    built('../../../main.js'),
    { STRIPE_SECRET_KEY: 'sk_test_sandbox1', STRIPE_API_BASE: upstream.url, LOG_LEVEL: 'warn', ...NO_LIMITS },
    '/ready',
  );
  keep(gateway.child);
  const proxy = await startServer(0, built('./proxy.js'), { UPSTREAM: upstream.url }, '/');
  keep(proxy.child);
  const load = keep(startHelper(1, built('./load.js')));

  const setDelay = async (delay: number): Promise<number> =>
    Number(await (await fetch(`${upstream.url}/bench?delay=${delay}`)).text());

  const send = (server: Started, { name, query }: Question): { url: string; body: string } =>
    server === gateway
      ? { url: `${gateway.url}/graphql`, body: JSON.stringify({ query }) }
      : { url: `${proxy.url}/${name}`, body: '{}' };

  /** How many REST calls one request makes. */
  const countCalls = async (server: Started, question: Question): Promise<number> => {
    await setDelay(0);
    const { url, body } = send(server, question);
    await (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).text();
    return setDelay(0);
  };

  // Both servers get to know every question before the first is measured.
  for (const server of [gateway, proxy]) {
    for (const question of QUESTIONS) {
      const what = { ...send(server, question), concurrency: 10, warmUpMs: 0, durationMs: SECONDS * 500 };
      await measure(load, server, what);
    }
  }

  const measured: Measured[] = [];
  for (const question of QUESTIONS) {
    const restCalls = { gateway: await countCalls(gateway, question), proxy: await countCalls(proxy, question) };
    for (const delayMs of DELAYS) {
      for (const concurrency of CONCURRENCIES) {
        await setDelay(delayMs);
        const ask = (server: Started) =>
          measure(load, server, {
            ...send(server, question),
            concurrency,
            warmUpMs: SECONDS * 300,
            durationMs: SECONDS * 1000,
          });
        // One after the other: the two share a core.
        const figures = { gateway: await ask(gateway), proxy: await ask(proxy) };
        const { name, shows } = question;
        measured.push({ name, shows, delayMs, concurrency, restCalls, ...figures });
        process.stderr.write('.');
      }
    }
  }
  process.stderr.write('\n');

  const figures: Figures = {
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    pinned: canPin,
    seconds: SECONDS,
    startUpMs: { gateway: gateway.startUpMs, proxy: proxy.startUpMs },
    memoryMb: { gateway: memoryOf(gateway.child), proxy: memoryOf(proxy.child) },
    measured,
  };
  const file = built('../../results.json');
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
  process.stdout.write(`${table(figures)}\n\n${file}\n`);
};

process.once('exit', () => {
  for (const child of children) child.kill();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

run().then(
  () => process.exit(),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
