import { once } from 'node:events';
import { createServer } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SandboxOptions, startSandbox } from '../src/sandbox/server.ts';
import { eventually } from './eventually.ts';
import { run, start } from './process.ts';
import { SEED } from './seed.ts';

const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const REVERSAL = `{
  transferReversal(id: "tr_1Mio2dLkdIwHu7ixsUuCxJpu/trr_1Mio2eLkdIwHu7ixN5LPJS4a") { amount currency created transfer { id } }
}`;

const withKey = (apiBase: string) => ({ STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: apiBase });

const startUpstream = async (options: Partial<SandboxOptions> = {}) => {
  const sandbox = await startSandbox({ seed: SEED, ...options });
  return { ...sandbox, [Symbol.asyncDispose]: () => sandbox.close() };
};

describe('npm start', () => {
  it('needs no key and no set-up: it says so in a few lines, answers, and opens GraphiQL', async () => {
    const { said, url, query } = await start();
    const lines = said.out.trim().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/GraphiQL.*http:\/\/127\.0\.0\.1:\d+\/graphql/),
      expect.stringContaining('sandbox'),
      expect.stringContaining('STRIPE_SECRET_KEY='),
    ]);
    expect(said.err).toBe('');
    expect(await query(REVERSAL)).toEqual({
      data: {
        transferReversal: {
          amount: 400,
          currency: 'USD',
          created: '2023-03-07T00:06:08.000Z',
          transfer: { id: 'tr_1Mio2dLkdIwHu7ixsUuCxJpu' },
        },
      },
      extensions: { cost: { estimated: 1, actual: 1, max: 200 } },
    });
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('graphiql');
    expect((await fetch(new URL('/ready', url))).status).toBe(200);
  });
});

describe('the budget of REST calls', () => {
  const many = `{ nodes(ids: ${JSON.stringify(Array.from({ length: 60 }, (_, n) => `tr_1None${n}`))}) { ... on Transfer { amount } } }`;
  const codes = ({ errors = [] }: { errors?: unknown[] }): string[] => [
    ...new Set((errors as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code)),
  ];

  it('holds under a key', async () => {
    await using upstream = await startUpstream();
    // Reads wait for as long as their operation has time; this one has none to wait.
    const { query } = await start({ ...withKey(upstream.url), OPERATION_TIMEOUT_MS: '1000' });
    expect(codes(await query(many))).toEqual(['OVERLOADED']);
    expect(upstream.requests.length).toBe(20);
  });

  it('does not hold before the sandbox', async () => {
    // None waits, for its turn or for a connection.
    const { query } = await start({ REST_QUEUE_WAIT_MS: '0', REST_CONNECTIONS: '100' });
    expect(await query(many)).toMatchObject({
      data: { nodes: Array(60).fill(null) },
      extensions: { cost: { actual: 60 } },
    });
    expect(codes(await query(many))).toEqual([]);
  });
});

describe('a start that cannot succeed', () => {
  it('lists every problem of the configuration and ends with 1', async () => {
    const { said, exit } = run({ PORT: 'http', LOG_LEVEL: 'loud', STRIPE_SECRET_KEY: 'nonsense' });
    expect(await exit).toBe(1);
    expect(said.err.trim().split('\n')).toEqual([
      'The configuration is wrong:',
      expect.stringMatching(/^ {2}STRIPE_SECRET_KEY /),
      expect.stringMatching(/^ {2}PORT /),
      expect.stringMatching(/^ {2}LOG_LEVEL /),
    ]);
    expect(said.out).toBe('');
  });

  it('says that the port is in use and ends with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const { said, exit } = run({ PORT: String(port) });
      expect(await exit).toBe(1);
      expect(said.err.trim().split('\n')).toEqual([
        'The configuration is wrong:',
        `  HOST 127.0.0.1 and PORT ${port} cannot be listened on: the port is in use.`,
      ]);
    } finally {
      other.close();
    }
  });
});

/** A life of one process, from a REST API that is not there yet to its own end. */
describe('a process under a key', () => {
  let upstream: Awaited<ReturnType<typeof startUpstream>>;
  let gateway: Awaited<ReturnType<typeof start>>;
  /** How long REST takes from now on, which is told when it is asked. */
  let hold = (): number | undefined => undefined;

  const startRest = (port?: number) =>
    startUpstream({ keys: [KEY], delay: () => hold(), ...(port === undefined ? {} : { port }) });

  beforeAll(async () => {
    upstream = await startRest();
    await upstream.close();
    const ends: (() => void)[] = [];
    // Longer than what is held below, and no longer than the five that an idle connection is kept for.
    gateway = await start({ ...withKey(upstream.url), DRAIN_MS: '5000' }, [], undefined, (end) => ends.push(end));
    return async () => {
      for (const end of ends) end();
      await upstream.close();
    };
  });

  it('answers with an error that has a code where REST cannot be reached, and answers again once it is back', async () => {
    const { query, child } = gateway;
    const { data, errors } = await query('{ transfer(id: "tr_1Seed000003") { amount } __typename }');
    expect(data).toEqual({ transfer: null, __typename: 'Query' });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } }]);
    expect(child.exitCode).toBeNull();

    upstream = await startRest(Number(new URL(upstream.url).port));
    expect(await query('{ transfer(id: "tr_1Seed000003") { amount } }')).toMatchObject({
      data: { transfer: { amount: 2500 } },
    });
  });

  it('uses the key and the address it is given, and does not print the key', async () => {
    const { said, query } = gateway;
    upstream.requests.length = 0;
    expect(await query('{ transfer(id: "tr_1Seed000003") { id amount } }')).toMatchObject({
      data: { transfer: { id: 'tr_1Seed000003', amount: 2500 } },
    });
    expect(upstream.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/transfers/tr_1Seed000003',
    ]);
    expect(said.out).toContain(upstream.url);
    expect(said.out).not.toContain('sandbox');
    expect(said.out + said.err).not.toContain(KEY);
  });

  it('lets a request in flight have its answer on SIGTERM, takes no new one, and ends with 0', async () => {
    const { child, exit, query, url } = gateway;
    const asked = new Promise<void>((resolve) => {
      hold = () => {
        resolve();
        return 2_000;
      };
    });
    const answer = query('{ transfer(id: "tr_1Seed000003") { amount } }');
    await asked;
    child.kill('SIGTERM');
    await eventually(() =>
      expect(fetch(new URL('/health', url), { headers: { connection: 'close' } })).rejects.toThrow(),
    );
    expect(await answer).toMatchObject({ data: { transfer: { amount: 2500 } } });
    expect(await exit).toBe(0);
  });
});

describe('a program', () => {
  const runIt = (main: string) =>
    run(
      {},
      ['--input-type=module'],
      ['--eval', `import { runMain } from './dist/modules/process/run-main.js'; void runMain(${main});`],
    );

  it('that waits for what cannot come any more does not end as if all were well', async () => {
    const { exit, said } = runIt('() => new Promise(() => {})');
    expect(await exit).toBe(13);
    expect(said.err).toContain('waits for something that cannot come');
  });

  it('that has come to its end says nothing of it, also when something goes on', async () => {
    const { exit, said } = runIt('async () => { setTimeout(() => {}, 50); }');
    expect(await exit).toBe(0);
    expect(said.err).toBe('');
  });
});
