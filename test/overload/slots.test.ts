import { describe, expect, it } from 'vitest';
import { type Release, Slots } from '../../src/overload/slots.ts';

const never = () => new AbortController().signal;
const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return done;
};

describe('Slots', () => {
  it('lets in as many as there are, and the next when one leaves', async () => {
    const slots = new Slots(2, 32);
    const first = await slots.take('write', 1_000, never());
    await slots.take('write', 1_000, never());
    const third = slots.take('write', 1_000, never());
    expect(await settled(third)).toBe(false);
    first?.();
    expect(await third).toBeTypeOf('function');
  });

  it('keeps a fifth for writes', async () => {
    const slots = new Slots(5, 80);
    const reads = await Promise.all(Array.from({ length: 4 }, () => slots.take('read', 1_000, never())));
    const fifth = slots.take('read', 1_000, never());
    expect(await settled(fifth)).toBe(false);
    expect(await settled(slots.take('write', 1_000, never()))).toBe(true);
    reads[0]?.();
    expect(await settled(fifth)).toBe(true);
  });

  it('lets waiting writes in before waiting reads, each in their order', async () => {
    const slots = new Slots(1, 16);
    const order: string[] = [];
    const enter = async (use: 'read' | 'write', name: string) => {
      const release = await slots.take(use, 1_000, never());
      order.push(name);
      release?.();
    };
    const held = await slots.take('read', 1_000, never());
    const all = [enter('read', 'r1'), enter('write', 'w1'), enter('read', 'r2'), enter('write', 'w2')];
    held?.();
    await Promise.all(all);
    expect(order).toEqual(['w1', 'w2', 'r1', 'r2']);
  });

  it('forgets a waiter whose signal aborts', async () => {
    const slots = new Slots(1, 16);
    const held = await slots.take('read', 1_000, never());
    const leaving = new AbortController();
    const gone = slots.take('read', 1_000, leaving.signal);
    const stays = slots.take('read', 1_000, never());
    leaving.abort();
    expect(await gone).toBeUndefined();
    held?.();
    expect(await stays).toBeTypeOf('function');
    expect(await slots.take('read', 1_000, leaving.signal)).toBeUndefined();
  });

  it('turns away whoever comes when sixteen wait for each slot', async () => {
    const slots = new Slots(2, 32);
    const held: (Release | undefined)[] = [
      await slots.take('read', 1_000, never()),
      await slots.take('read', 1_000, never()),
    ];
    const waiting = Array.from({ length: 32 }, () => slots.take('read', 1_000, never()));
    expect(await slots.take('read', 1_000, never())).toBeUndefined();
    // The writes' queue is their own.
    const write = slots.take('write', 1_000, never());
    held[0]?.();
    expect(await write).toBeTypeOf('function');
    held[1]?.();
    expect(await waiting[0]).toBeTypeOf('function');
  });

  it('gives callers their turns one by one, however many one of them waits for', async () => {
    const slots = new Slots(1, 16);
    const order: string[] = [];
    const enter = async (caller: string) => {
      const release = await slots.take('read', 1_000, never(), caller);
      order.push(caller);
      release?.();
    };
    const held = await slots.take('read', 1_000, never());
    const all = ['greedy', 'greedy', 'greedy', 'greedy', 'modest', 'other', 'modest'].map(enter);
    held?.();
    await Promise.all(all);
    expect(order).toEqual(['greedy', 'modest', 'other', 'greedy', 'modest', 'greedy', 'greedy']);
  });

  it('that are full of one caller’s waiting make room for another’s', async () => {
    const slots = new Slots(1, 4);
    const held = await slots.take('read', 1_000, never());
    const greedy = Array.from({ length: 4 }, () => slots.take('read', 1_000, never(), 'greedy'));
    expect(await slots.take('read', 1_000, never(), 'greedy')).toBeUndefined();
    const modest = slots.take('read', 1_000, never(), 'modest');
    // The last that came.
    expect(await greedy[3]).toBeUndefined();
    expect(await settled(greedy[2] as Promise<unknown>)).toBe(false);
    held?.();
    (await greedy[0])?.();
    expect(await modest).toBeTypeOf('function');
  });
});
