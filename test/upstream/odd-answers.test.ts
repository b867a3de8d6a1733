import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/graph/errors.ts';
import { countOf } from '../counts.ts';
import { unhandledBy } from '../execute/differential.ts';
import { Random } from '../execute/random.ts';
import type { CannedAnswer, Fault } from '../faulty-upstream/faults.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { RandomOperation } from '../graph/random-operation.ts';
import { startWorld } from '../world.ts';

/** 5,000 take minutes: set the variable for them. */
const OPERATIONS = Number(process.env.RANDOM_OPERATIONS ?? countOf(200, 400));
/** So many are asked at once. */
const AT_ONCE = 20;
/** Of a hundred values. */
const ODD = 10;

/** Stands for levels of JSON that no stack is deep enough for, which `JSON.parse` needs none for. */
const DEEP = 'odd: deep';
const LEVELS = 20_000;
const deep = '['.repeat(LEVELS) + ']'.repeat(LEVELS);
const VALUES: readonly unknown[] = [
  null,
  'odd',
  '',
  0,
  -1,
  12.5,
  1e300,
  true,
  [],
  [null],
  {},
  { id: 7 },
  [{ a: 1 }],
  DEEP,
];

/** The same JSON with some values left out, null, or of another kind. */
const oddOf = (value: unknown, random: Random): unknown => {
  if (Array.isArray(value))
    return value.map((each) => (random.chance(ODD) ? random.pick(VALUES) : oddOf(each, random)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      if (!random.chance(ODD)) return [[key, oddOf(each, random)]];
      return random.chance(30) ? [] : [[key, random.pick(VALUES)]];
    }),
  );
};

const oddAnswer = ({ status, headers, body }: CannedAnswer, random: Random): CannedAnswer => {
  const whole: unknown = JSON.parse(String(body));
  const odd = random.chance(2) ? random.pick(VALUES) : oddOf(whole, random);
  return { status, headers, body: JSON.stringify(odd).replaceAll(JSON.stringify(DEEP), deep) };
};

it('no answer of REST, however odd, ends the process, is left unhandled, or is a fault of the gateway', {
  timeout: 900_000,
  // What is found once is there.
  retry: 0,
}, async () => {
  expect(() => JSON.stringify(JSON.parse(deep))).toThrow(RangeError);
  const logged: string[] = [];
  await using sandbox = await startWorld();
  const random = new Random(1);
  const spoil: Fault = { when: 'after', play: ({ real, respond }) => real && respond(oddAnswer(real, random)) };
  const upstream = await startFaultyUpstream({ target: sandbox.sandbox.url, faults: () => spoil });
  await using world = await startWorld({
    gateway: {
      apiBase: upstream.url,
      secretKey: sandbox.sandbox.key,
      log: pino({ level: 'error' }, { write: (line: string) => logged.push(line) }),
      clientOptions: { retryBaseMs: 1 },
    },
  });

  const codes = new Map<unknown, number>();
  let executed = 0;
  const ask = async (seed: number): Promise<void> => {
    const choices = new Random(seed);
    const operation = new RandomOperation(Array.from({ length: 20 + choices.next(120) }, () => choices.next(2 ** 30)));
    const { query, variables } = operation.in('literal');
    const answer = await world.query(query, variables);
    const { errors = [] } = answer;
    // Some ask for what no page can be.
    if ('data' in answer) executed += 1;
    for (const { message, extensions } of errors) {
      expect(ERROR_CODES, `${message} in ${query}`).toContain(extensions?.code);
      // A fault of the gateway is told in the log alone.
      expect(extensions?.code, `seed ${seed}: ${logged.join('\n')} in ${query}`).not.toBe('INTERNAL_SERVER_ERROR');
      codes.set(extensions?.code, (codes.get(extensions?.code) ?? 0) + 1);
    }
  };

  const { unhandled } = await unhandledBy(async () => {
    for (let seed = 1; seed <= OPERATIONS; seed += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => ask(seed + index)));
      upstream.forget();
    }
    // What was still on its way when its answer was ready.
    await sleep(500);
  });
  await upstream.close();
  expect(unhandled).toEqual([]);
  expect(logged).toEqual([]);
  expect(executed).toBeGreaterThan(OPERATIONS / 2);
  expect(codes.get('UPSTREAM_PROTOCOL_ERROR')).toBeGreaterThan(OPERATIONS / 4);
});
