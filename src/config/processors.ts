import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** The text of a file; undefined where there is none that can be read. */
export type ReadFile = (file: string) => string | undefined;

const ROOT = '/sys/fs/cgroup';

/** A group and all that it lies in, each of which may have a limit. In a container its own is seen as the root. */
const withParents = (path: string): string[] => {
  const parts = path.split('/').filter((part) => part !== '');
  return Array.from({ length: parts.length + 1 }, (_, n) => ['', ...parts.slice(0, n)].join('/'));
};

/** Processor time in the time that it is counted over; infinite where it is not limited. */
const share = (quota: string | undefined, period: string | undefined): number => {
  const parts = Number(quota) / Number(period);
  return parts > 0 ? parts : Number.POSITIVE_INFINITY;
};

/** By one line of `/proc/self/cgroup`: `0::/group` of cgroup v2, or `4:cpu,cpuacct:/group` of v1. */
const limitsOf = (line: string, read: ReadFile): number[] => {
  const [, controllers = '', path = ''] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
  if (path === '') return [];
  if (controllers === '') {
    return withParents(path).map((group) => {
      const [quota, period] = read(`${ROOT}${group}/cpu.max`)?.trim().split(' ') ?? [];
      return share(quota, period);
    });
  }
  if (!controllers.split(',').includes('cpu')) return [];
  return withParents(path).map((group) => {
    const folder = `${ROOT}/${controllers}${group}`;
    return share(read(`${folder}/cpu.cfs_quota_us`), read(`${folder}/cpu.cfs_period_us`));
  });
};

/**
 * Whole processors of those that a cgroup lets this process use; one at least. Older
 * versions of Node tell nothing of that.
 */
export const processorsWithin = (available: number, read: ReadFile): number => {
  const limits = (read('/proc/self/cgroup') ?? '').split('\n').flatMap((line) => limitsOf(line, read));
  return Math.max(1, Math.floor(Math.min(available, ...limits)));
};

const readText: ReadFile = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** How many processors this process has. */
export const processors = (): number => processorsWithin(availableParallelism(), readText);
