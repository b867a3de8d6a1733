import { onTestFinished } from 'vitest';
import { defaultSeed } from '../../src/sandbox/seed.ts';
import { startSandbox } from '../../src/sandbox/server.ts';

/** A REST API that notes when each call comes; it ends with the test. */
export const startCounted = async (key: string) => {
  const times: number[] = [];
  const { url, close } = await startSandbox({
    seed: defaultSeed(),
    keys: [key],
    delay: () => {
      times.push(performance.now());
      return undefined;
    },
  });
  onTestFinished(close);
  return { url, times };
};
