import { parse } from 'graphql';

/** Milliseconds of a processor that the work takes; what other processes take meanwhile does not count. */
const effortOf = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/** The least of some tries: what else this process does meanwhile only adds. */
export const leastEffort = async (work: () => unknown, tries = 5): Promise<number> => {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < tries; n += 1) least = Math.min(least, await effortOf(work));
  return least;
};

const DOCUMENT = `{ ${Array.from({ length: 20_000 }, (_, n) => `a${n}: b`).join(' ')} }`;

/**
 * What this machine takes to parse a document of 60,000 tokens, which is work of the kind that the gateway does and
 * that nobody here can make slower. What is to be cheap is held against this, so that no verdict depends on how fast
 * the machine is.
 */
export const unitOfEffort = (): Promise<number> => leastEffort(() => parse(DOCUMENT, { noLocation: true }));

/**
 * The least milliseconds of some tries: where nothing is waited for, one of them shows it, whatever else the machine
 * does.
 */
export const leastTime = async (work: () => Promise<unknown>, tries = 10): Promise<number> => {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < tries; n += 1) {
    const started = performance.now();
    await work();
    least = Math.min(least, performance.now() - started);
  }
  return least;
};

/** What a request to a server of this process and its answer take, which is what quick work is held against. */
export const roundTrip = (url: string): Promise<number> => leastTime(async () => (await fetch(url)).arrayBuffer());
