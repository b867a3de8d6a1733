import { describe, expect, it } from 'vitest';
import { Arrivals } from '../../../src/graph/read/arrivals.ts';
import { haveArrived } from '../../../src/graph/read/expansion.ts';

const transfer = (id: string, more: object = {}) => ({ object: 'transfer', id, ...more });

/** An answer that tells whether anybody looked through it. */
const watched = (answer: object) => {
  const seen = { looks: 0 };
  const proxy = new Proxy(answer, {
    ownKeys: (target) => {
      seen.looks += 1;
      return Reflect.ownKeys(target);
    },
  });
  return { proxy, seen };
};

const nested = (levels: number, innermost: unknown, wrap: (value: unknown) => unknown): unknown => {
  let value = innermost;
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
};

describe('arrivals', () => {
  it('are not looked through before something is looked for, and once then', () => {
    const { proxy, seen } = watched({ data: [transfer('tr_1')] });
    const arrivals = new Arrivals();
    arrivals.add(proxy);
    expect(seen.looks).toBe(0);
    expect(arrivals.take('charge')).toEqual([]);
    expect(arrivals.take('transfer')).toEqual([transfer('tr_1')]);
    expect(seen.looks).toBe(1);
  });

  it('are told once, in the order of arrival, from wherever they stand', () => {
    const arrivals = new Arrivals();
    const second = transfer('tr_2', { reversals: { data: [{ transfer: transfer('tr_3') }] } });
    arrivals.add(transfer('tr_1'));
    arrivals.add({ data: [second, transfer('tr_4')] });
    expect(arrivals.take('transfer').map(({ id }) => id)).toEqual(['tr_1', 'tr_2', 'tr_3', 'tr_4']);
    expect(arrivals.take('transfer')).toEqual([]);
    arrivals.add(transfer('tr_5'));
    expect(arrivals.take('transfer').map(({ id }) => id)).toEqual(['tr_5']);
  });

  it('are forgotten', () => {
    const arrivals = new Arrivals();
    arrivals.add(transfer('tr_1'));
    arrivals.take('charge');
    arrivals.add(transfer('tr_2'));
    arrivals.clear();
    expect(arrivals.take('transfer')).toEqual([]);
  });

  it.each([
    ['objects', (value: unknown) => ({ value })],
    ['lists', (value: unknown) => [value]],
  ])('may be any number of %s deep, of which only those are seen that REST could have sent', (_what, wrap) => {
    const arrivals = new Arrivals();
    arrivals.add({ odd: nested(200_000, transfer('tr_deep'), wrap), data: [transfer('tr_1')] });
    expect(arrivals.take('transfer').map(({ id }) => id)).toEqual(['tr_1']);
  });
});

it('looks for an expansion no deeper than the expansion is', () => {
  const deep = nested(200_000, {}, (value) => [value]);
  expect(haveArrived({ data: deep }, ['data.balance_transaction'])).toBe(true);
});
