import { expect } from 'vitest';
import type { Result } from './world.ts';

/** Held against the books: what one call was told, what it did itself, and what its key has done in all. */
export const expectTrue = (told: Result, didNow: number, didInAll: number): void => {
  if (told.outcome === undefined) expect(didInAll).toBe(1);
  if (told.outcome === 'NOT_APPLIED') expect(didNow).toBe(0);
  if (told.outcome === 'REJECTED') expect(didInAll).toBe(0);
  if (told.outcome !== undefined && didInAll > 0)
    expect(told.message).not.toMatch(/nothing (of this )?(was|has been) done|(send|use) a new key/i);
};
