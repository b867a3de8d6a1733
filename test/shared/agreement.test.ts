import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Noticeboard, watchAgreement } from '../../src/shared/agreement.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const MINUTE_MS = 60_000;

const openBoard = () => {
  const state = { last: undefined as string | undefined, isThere: true };
  const board: Noticeboard = {
    exchange: async (settings) => {
      if (!state.isThere) throw new Error('gone');
      const before = state.last;
      state.last = settings;
      return before;
    },
  };
  return { state, board };
};

it('tells of each other setting once, and of none that is the same', async () => {
  const { board } = openBoard();
  const told: unknown[] = [];
  for (const replicas of [3, 3, 2]) watchAgreement(board, { replicas }, (mine, other) => told.push([mine, other]));
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
  expect(told).toEqual([
    [{ replicas: 2 }, { replicas: 3 }],
    [{ replicas: 3 }, { replicas: 2 }],
  ]);
});

it('looks again soon where it could not', async () => {
  const { board, state } = openBoard();
  const told: unknown[] = [];
  watchAgreement(board, { replicas: 3 }, () => {});
  await vi.advanceTimersByTimeAsync(1);
  state.isThere = false;
  watchAgreement(board, { replicas: 2 }, (_, other) => told.push(other));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([]);
  state.isThere = true;
  await vi.advanceTimersByTimeAsync(1_100);
  expect(told).toEqual([{ replicas: 3 }]);
});
