import { setTimeout as sleep } from 'node:timers/promises';
import { now } from './traffic.ts';

/** Begins so many in their rhythm, whatever becomes of those before; ends when the last has. */
export const inRhythm = async (
  count: number,
  perSecond: number,
  task: (n: number) => Promise<unknown>,
): Promise<void> => {
  const from = now();
  const begun: Promise<unknown>[] = [];
  for (let n = 0; n < count; n += 1) {
    const wait = from + (n * 1_000) / perSecond - now();
    if (wait > 0) await sleep(wait);
    const each = task(n);
    // One that fails is told of at the end, with all begun; until then nobody waits for it.
    each.catch(() => {});
    begun.push(each);
  }
  await Promise.all(begun);
};
