import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  afterEffect,
  type Fault,
  jsonText,
  rateLimited,
  refuses,
  resets,
  serverError,
} from '../faulty-upstream/faults.ts';
import { startLedgerWorld } from './world.ts';

/** The table of docs/errors.md. */
const [, section = ''] = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8').split(
  '## What `outcome` says',
);
const [[, ...FIRST_ENDS] = [], , ...ROWS] = (section.split('## ')[0] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );

/** One attempt is what the table is about. */
const ONCE = { 'stripe-should-retry': 'false' };

/** What answers the second call; undefined where there is no connection. */
const faultOf = (answer: string): Fault | undefined => {
  const [status = '', code] = answer.split(' ');
  if (status === 'nothing:') return undefined;
  if (status === '200,') return jsonText('{"id":"obj_1","object":"thing"}');
  if (status === '500') return serverError(500, ONCE);
  if (answer === '429') return rateLimited(ONCE);
  const type = code === 'idempotency_error' ? code : 'invalid_request_error';
  const body = { type, message: 'No.', ...(code === undefined || code === type ? {} : { code }) };
  return refuses(Number(status), body, ONCE);
};

/** Faults of a first call that ends so; none where there is no first call. */
const FIRSTS: Readonly<Record<string, Fault | undefined>> = {
  'no call before': undefined,
  'UNKNOWN, done': afterEffect(resets()),
  'UNKNOWN, not done': resets(),
  NOT_APPLIED: refuses(401, { type: 'invalid_request_error' }),
};

const CASES = ROWS.flatMap(([answer = '', ...outcomes]) =>
  FIRST_ENDS.map((first, column) => ({ answer, first, outcome: outcomes[column] ?? '' })),
);

describe('the table of outcomes in docs/errors.md', () => {
  it('has a row for each way to answer, and a column for each end of a first call', () => {
    expect(FIRST_ENDS).toEqual(Object.keys(FIRSTS));
    expect(ROWS.map((row) => row.length)).toEqual(ROWS.map(() => 1 + FIRST_ENDS.length));
    expect(ROWS.length).toBeGreaterThan(12);
  });

  it.each(CASES.filter(({ outcome }) => outcome !== '–'))(
    '$answer, after a first call "$first", is $outcome; the same key then settles it',
    async ({ answer, first, outcome }) => {
      const firstFault = FIRSTS[first];
      const secondFault = faultOf(answer);
      let now = firstFault;
      const world = await startLedgerWorld({
        faults: () => now,
        gateway: { clientOptions: { retryBaseMs: 1, maxAttempts: { read: 1, write: 1 } } },
      });
      if (firstFault !== undefined) {
        expect(await world.reverse()).toMatchObject({ outcome: first.split(',')[0] });
      }
      const done = world.effects();
      expect(done).toBe(first === 'UNKNOWN, done' ? 1 : 0);
      now = secondFault ?? { when: 'before', play: ({ socket }) => void socket.destroy() };
      if (secondFault === undefined) await world.upstream.close();
      const result = await world.reverse();
      expect(result).toMatchObject({ outcome });
      // What was said must be true, whatever the first call did.
      const { message = '' } = result;
      expect(message).not.toMatch(/nothing was done|send a new key/i);
      if (outcome === 'NOT_APPLIED') expect(message).toContain('still open: ask again with the same key');
      if (outcome === 'UNKNOWN') expect(message).toContain('same `idempotencyKey`');
      expect(world.effects()).toBe(done);
      if (secondFault === undefined) return;
      now = undefined;
      expect(await world.reverse()).toMatchObject({ replayed: done === 1, transferReversal: { amount: 100 } });
      expect(world.effects()).toBe(1);
      expect((await world.books()).amountReversed).toBe(100);
    },
  );
});
