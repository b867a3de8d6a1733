import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LogDestination } from '../../src/telemetry/log-destination.ts';
import type { Sink } from '../../src/telemetry/log-sink.ts';
import { eventually } from '../eventually.ts';

const ROOT = join(import.meta.dirname, '../..');

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const MAIN = 'dist/bundle/main.js';
const withShell = (command: string) => ['/bin/sh', '-c', command, process.execPath, MAIN] as const;

/** The real process, with its standard output as it is given: nobody reads a `pipe`. */
const start = async (
  stdout: 'pipe' | number,
  [program, ...args]: readonly [string, ...string[]] = withShell('exec "$0" "$@"'),
) => {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: String(port), METRICS_PORT: String(metricsPort), LOG_LEVEL: 'debug' },
    stdio: ['ignore', stdout, 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const url = `http://127.0.0.1:${port}`;
  const isThere = async () => (await fetch(`${url}/health`).catch(() => undefined))?.ok;
  await eventually(async () => expect(await isThere()).toBe(true));
  const send = async (query: string) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data: Record<string, { __typename: string }> };
  };
  return {
    child,
    exit,
    url,
    send,
    dropped: async () => {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      return Number(/^gateway_log_lines_dropped_total (\d+)$/m.exec(text)?.[1]);
    },
  };
};

const reverse = (n: number) =>
  `mutation { createTransferReversal(input: { transfer: "tr_1Seed000026", amount: 1, idempotencyKey: "key_${n}" }) { __typename } }`;

/** More lines than a pipe of the system's holds, with names as long as the log shows. */
const fill = async ({ send }: Awaited<ReturnType<typeof start>>) => {
  const name = 'N'.repeat(60);
  for (let n = 0; n < 400; n += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => send(`query ${name}${n + index} { __typename }`)));
  }
};

const answersAll = async (gateway: Awaited<ReturnType<typeof start>>) => {
  await fill(gateway);
  for (let n = 0; n < 3; n += 1) {
    const { data } = await gateway.send(reverse(n));
    expect(data.createTransferReversal?.__typename).toBe('CreateTransferReversalPayload');
  }
  expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
};

describe('a log that cannot be written', () => {
  it('because its reader stalls: stops nothing, and SIGTERM ends the process', async () => {
    const gateway = await start('pipe');
    await answersAll(gateway);
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toBe(0);
  });

  it('because its reader stalls: a second signal ends the process at once', async () => {
    const gateway = await start('pipe');
    await fill(gateway);
    // A request in hand, which the first signal lets end.
    const endless = requestWithoutEnd(gateway.url);
    onTestFinished(() => void endless.destroy());
    await sleep(200);
    // Two that come to a busy process at once are one.
    const again = setInterval(() => gateway.child.kill('SIGTERM'), 300);
    onTestFinished(() => clearInterval(again));
    expect(await gateway.exit).toBe(1);
  });

  it('because the device is full: stops nothing, and is counted', async () => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const gateway = await start(full);
    await answersAll(gateway);
    expect(await gateway.dropped()).toBeGreaterThan(400);
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toBe(0);
  });

  it('because the file may not grow: stops nothing, and is counted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-log-'));
    const file = openSync(join(folder, 'log'), 'a');
    onTestFinished(() => {
      closeSync(file);
      rmSync(folder, { recursive: true });
    });
    const gateway = await start(file, withShell('ulimit -f 16; exec "$0" "$@"'));
    await answersAll(gateway);
    expect(await gateway.dropped()).toBeGreaterThan(0);
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toBe(0);
  });
});

/** Of a terminal, which nobody reads: `script` has one, and passes on what it shows until its own output is full. */
const startOnTerminal = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'pid');
  const command = `echo $$ > ${file}; exec ${process.execPath} ${MAIN}`;
  const gateway = await start('pipe', ['script', '-qfc', command, '/dev/null']);
  const pid = Number(readFileSync(file, 'utf8'));
  onTestFinished(() => {
    if (isThere(pid)) process.kill(pid, 'SIGKILL');
  });
  return { ...gateway, pid };
};

/** Whether the process has not ended; one that has may wait to be noticed. */
const isThere = (pid: number): boolean => {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !/\) Z /.test(readFileSync(file, 'utf8'));
};

describe.skipIf(!existsSync('/usr/bin/script') || !existsSync('/proc/self/stat'))(
  'a terminal that nobody reads',
  () => {
    it.each([
      ['SIGTERM ends the process', 1],
      ['a second signal ends the process', 2],
    ])('stops nothing, and %s', async (_, signals) => {
      const gateway = await startOnTerminal();
      await answersAll(gateway);
      for (let n = 0; n < signals; n += 1) {
        process.kill(gateway.pid, 'SIGTERM');
        await sleep(300);
      }
      await eventually(() => expect(isThere(gateway.pid)).toBe(false));
    });
  },
);

/** A POST whose head is sent and whose body never is. */
const requestWithoutEnd = (url: string): ClientRequest => {
  const headers = { 'content-type': 'application/json', 'content-length': 100 };
  const endless = request(`${url}/graphql`, { method: 'POST', agent: false, headers });
  endless.on('error', () => {});
  endless.flushHeaders();
  return endless;
};

describe('LogDestination', () => {
  /** A sink whose writes end when they are told to. */
  const heldSink = () => {
    const written: string[] = [];
    const ends: ((error?: Error) => void)[] = [];
    const sink: Sink = {
      write: (text, done) => {
        written.push(text);
        ends.push(done);
      },
      writeNow: (text) => void written.push(`now: ${text}`),
      holdsThread: false,
    };
    return { sink, written, ends };
  };

  it('writes one text at a time, with all lines that came meanwhile, in their order', () => {
    const { sink, written, ends } = heldSink();
    const log = new LogDestination(sink);
    for (const line of ['a\n', 'b\n', 'c\n']) log.write(line);
    expect(written).toEqual(['a\n']);
    ends[0]?.();
    expect(written).toEqual(['a\n', 'b\nc\n']);
    expect(log.dropped).toBe(0);
  });

  it('drops what would be too much to keep, and counts it', () => {
    const { sink, ends, written } = heldSink();
    let now = 0;
    const log = new LogDestination(sink, () => now);
    const line = `${'x'.repeat(1_000)}\n`;
    for (let n = 0; n < 3_000; n += 1) log.write(line);
    expect(log.dropped).toBeGreaterThan(1_900);
    ends[0]?.();
    expect(written[1]?.length).toBeLessThanOrEqual(1_048_576);
    ends[1]?.();
    now += 5;
    log.write('after\n');
    expect(written.at(-1)).toBe('after\n');
  });

  it('counts every line of a write that fails, and goes on', () => {
    const { sink, written, ends } = heldSink();
    let now = 0;
    const log = new LogDestination(sink, () => now);
    for (const line of ['a\n', 'b\n', 'c\n']) log.write(line);
    ends[0]?.();
    ends[1]?.(new Error('ENOSPC'));
    expect(log.dropped).toBe(2);
    now += 5;
    log.write('d\n');
    expect(written.at(-1)).toBe('d\n');
  });

  it('collects the lines that come within 5 ms of a write: they are one write', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const { sink, written, ends } = heldSink();
    const log = new LogDestination(sink);
    log.write('a\n');
    ends[0]?.();
    for (const line of ['b\n', 'c\n']) log.write(line);
    vi.advanceTimersByTime(4);
    log.write('d\n');
    expect(written).toEqual(['a\n']);
    vi.advanceTimersByTime(1);
    expect(written).toEqual(['a\n', 'b\nc\nd\n']);
    ends[1]?.();
    vi.advanceTimersByTime(5);
    log.write('e\n');
    expect(written.at(-1)).toBe('e\n');
  });

  it('writes what is collected as soon as it is flushed, and when the process ends', async () => {
    const { sink, written, ends } = heldSink();
    const log = new LogDestination(sink, () => 0);
    log.write('a\n');
    ends[0]?.();
    log.write('b\n');
    const flushed = log.flush(1_000_000);
    expect(written).toEqual(['a\n', 'b\n']);
    ends[1]?.();
    await flushed;
    log.write('c\n');
    log.flushNow();
    expect(written.at(-1)).toBe('now: c\n');
  });

  it('says that the process cannot end by itself where a write holds a thread, and stalls', () => {
    for (const holdsThread of [true, false]) {
      let now = 0;
      const log = new LogDestination({ ...heldSink().sink, holdsThread }, () => now);
      expect(log.isStuck).toBe(false);
      log.write('a\n');
      now += 900;
      expect(log.isStuck).toBe(false);
      now += 200;
      expect(log.isStuck).toBe(holdsThread);
    }
  });

  it('writes the last lines at once when the process ends, unless the reader stalls', () => {
    let now = 0;
    for (const [elapsed, expected] of [
      [10, ['a\n', 'now: b\n']],
      [5_000, ['a\n']],
    ] as const) {
      const { sink, written } = heldSink();
      const log = new LogDestination(sink, () => now);
      log.write('a\n');
      log.write('b\n');
      now += elapsed;
      log.flushNow();
      expect(written).toEqual(expected);
    }
  });

  it('is waited for when it is flushed, but not for ever', async () => {
    const { sink, ends } = heldSink();
    const log = new LogDestination(sink);
    await log.flush(1_000_000);
    log.write('a\n');
    await log.flush(1);
    const flushed = log.flush(1_000_000);
    ends[0]?.();
    await flushed;
  });
});
