import { onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { SEED } from '../seed.ts';

/** A REST API that notes when each call comes; it ends with the test. */
export const startCounted = async (key: string) => {
  const times: number[] = [];
  const { url, close } = await startSandbox({
    seed: SEED,
    keys: [key],
    delay: () => {
      times.push(performance.now());
      return undefined;
    },
  });
  onTestFinished(close);
  return { url, times };
};
