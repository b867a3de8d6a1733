import { vi } from 'vitest';

/** Waits until the check holds: as long as the slowest machine needs, since only what never comes is a failure. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 60_000, interval: 20 });
