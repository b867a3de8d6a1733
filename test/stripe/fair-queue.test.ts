import { describe, expect, it } from 'vitest';
import { FairQueue } from '../../src/stripe/fair-queue.ts';

interface Item {
  readonly caller: string;
  readonly endpoint: string;
  readonly n: number;
}

const item = (caller: string, n: number, endpoint = '/a'): Item => ({ caller, endpoint, n });

const filled = (...items: Item[]): FairQueue<Item> => {
  const queue = new FairQueue<Item>();
  for (const each of items) queue.add(each);
  return queue;
};

const drain = (queue: FairQueue<Item>, mayGo: (item: Item) => boolean = () => true): string[] => {
  const order: string[] = [];
  for (let next = queue.next(mayGo); next !== undefined; next = queue.next(mayGo)) {
    order.push(`${next.caller}${next.n}`);
  }
  return order;
};

describe('FairQueue', () => {
  it('lets callers take turns, and the calls of each go in their order', () => {
    const queue = filled(
      item('a', 1),
      item('a', 2),
      item('a', 3),
      item('a', 4),
      item('b', 1),
      item('c', 1),
      item('c', 2),
    );
    expect(drain(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3', 'a4']);
    expect(queue.size).toBe(0);
  });

  it('lets pass what may go where the first may not', () => {
    const queue = filled(item('a', 1), item('a', 2, '/b'), item('b', 1), item('b', 2, '/b'));
    expect(drain(queue, ({ endpoint }) => endpoint === '/b')).toEqual(['a2', 'b2']);
    expect(queue.size).toBe(2);
  });

  it('forgets whoever leaves', () => {
    const gone = item('a', 1);
    const queue = filled(gone, item('a', 2));
    queue.delete(gone);
    queue.delete(gone);
    expect(queue.size).toBe(1);
    expect(drain(queue)).toEqual(['a2']);
  });

  it('names each kind of call that waits once', () => {
    const queue = filled(item('a', 1), item('a', 2), item('b', 1), item('b', 2, '/b'));
    expect([...queue.heads()].map(({ endpoint }) => endpoint)).toEqual(['/a', '/b']);
  });

  it.each([
    ['of nobody', [], { all: 0, there: 0 }],
    ['of their own', [item('x', 1), item('x', 2, '/b')], { all: 2, there: 1 }],
    ['of one who has much', [1, 2, 3, 4].map((n) => item('a', n)), { all: 1, there: 1 }],
    ['of many', ['a', 'b', 'c'].map((caller) => item(caller, 1)), { all: 3, there: 3 }],
    ['of both', [item('x', 1), ...[1, 2, 3].map((n) => item('a', n))], { all: 3, there: 3 }],
  ])('counts who goes before a newcomer: %s', (_, items, ahead) => {
    expect(filled(...items).ahead({ caller: 'x', endpoint: '/a' })).toEqual(ahead);
  });
});
