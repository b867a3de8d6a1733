import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

export type TrafficQuestion =
  /** Each query once, one after the other. */
  | { readonly kind: 'once'; readonly origin: string }
  | { readonly kind: 'start'; readonly origin: string; readonly perSecond: number }
  /** What has been measured since the last time. */
  | { readonly kind: 'samples' }
  | { readonly kind: 'stop' };

export interface Sample {
  /** Milliseconds since the epoch at which it was due: when it is sent late, the wait counts. */
  readonly due: number;
  readonly ms: number;
  /** What it failed with. */
  readonly error?: string;
}

/** Operations of the documentation, which the tests run too: what a client of this graph asks. */
const EXAMPLES = [
  'fragments',
  'transfers-with-reversals-and-balance-transactions',
  'node-of-any-type',
  'tax-transaction-with-line-items',
  'reversals-of-one-transfer-by-id',
  'nodes-of-different-types',
  'bank-accounts-with-owners',
  'entries-of-one-transaction-by-id',
  'references-by-id-are-free',
  'aliases-with-different-arguments',
];

const BODIES = EXAMPLES.map((name) => {
  const query = readFileSync(new URL(`../../docs/examples/${name}.graphql`, import.meta.url), 'utf8');
  return JSON.stringify({ query });
});

let samples: Sample[] = [];
let pool: Pool | undefined;
let run = 0;

const send = async (to: Pool, body: string): Promise<string | undefined> => {
  const headers = { 'content-type': 'application/json' };
  const answer = await to.request({ method: 'POST', path: '/graphql', headers, body, headersTimeout: 30_000 });
  const text = await answer.body.text();
  const code = /"code":"(\w+)"/.exec(text)?.[1];
  return answer.statusCode === 200 && code === undefined ? undefined : `${answer.statusCode} ${code ?? ''}`;
};

const measure = async (to: Pool, body: string, due: number): Promise<void> => {
  const error = await send(to, body).catch(({ code, message }) => String(code ?? message));
  samples.push({
    due,
    ms: performance.timeOrigin + performance.now() - due,
    ...(error === undefined ? {} : { error }),
  });
};

/** Sends on time whatever has become of those before: a gateway that stalls must not slow down who measures it. */
const keepSending = async (to: Pool, perSecond: number): Promise<void> => {
  run += 1;
  const mine = run;
  const start = performance.timeOrigin + performance.now();
  for (let n = 0; mine === run; n += 1) {
    const due = start + (n * 1_000) / perSecond;
    const wait = due - performance.timeOrigin - performance.now();
    if (wait > 0) await sleep(wait);
    measure(to, BODIES[n % BODIES.length] ?? '', due);
  }
};

process.on('message', async (question: TrafficQuestion) => {
  if (question.kind === 'once' || question.kind === 'start') {
    await pool?.destroy();
    pool = new Pool(question.origin, { connections: 100 });
  }
  if (question.kind === 'once' && pool) {
    for (const body of BODIES) await measure(pool, body, performance.timeOrigin + performance.now());
  }
  if (question.kind === 'start' && pool) keepSending(pool, question.perSecond);
  if (question.kind === 'stop') run += 1;
  process.send?.({ samples });
  samples = [];
});
process.on('disconnect', () => process.exit());
