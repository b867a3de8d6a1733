import fc from 'fast-check';
import type { Entry, Order } from '../../src/shared/ledger.ts';

/** Logs of the random orders below, with how many places each may hold in a window. */
export const LIMITS: Readonly<Record<string, number>> = { read: 7, 'GET /a/{id}': 3, 'GET /b': 4 };
const LOGS = Object.keys(LIMITS);

/** What a random process does next; places are told by how long ago they were named. */
const step = fc.record({
  afterMs: fc.oneof(fc.constant(0), fc.nat(40), fc.nat(1_500)),
  wishes: fc.array(
    fc.record({
      endpoint: fc.constantFrom(1, 2),
      count: fc.nat(6),
      isKept: fc.boolean(),
      isNear: fc.boolean(),
      fromMs: fc.constantFrom(0, 200),
    }),
    {
      maxLength: 3,
    },
  ),
  returned: fc.array(fc.nat(20), { maxLength: 2 }),
  closed: fc.array(fc.record({ log: fc.nat(2), ms: fc.integer({ min: 1, max: 300 }) }), { maxLength: 1 }),
});

export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const steps = fc.array(step, { minLength: 1, maxLength: 25 });

/** The order of one step; `named` are all places that were wished for so far. */
export const orderOf = ({ wishes, returned, closed }: Step, named: Entry[]): Order => {
  const find = (back: number): Entry[] => named.slice(named.length - 1 - back).slice(0, 1);
  return {
    account: 'acct',
    logs: LOGS,
    returned: returned.flatMap(find),
    closed,
    wishes: wishes.map(({ endpoint, count, isKept, isNear, fromMs }) => {
      const logs = [0, endpoint];
      const ids = Array.from({ length: count }, () => {
        const id = `p${named.length}`;
        named.push({ logs, id });
        return id;
      });
      return {
        logs,
        limits: logs.map((log) => (LIMITS[LOGS[log] ?? ''] ?? 1) - (isKept ? 1 : 0)),
        ids,
        fromMs,
        aheadMs: isNear ? 550 : 1_100,
      };
    }),
  };
};
