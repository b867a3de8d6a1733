import { readdirSync, readFileSync } from 'node:fs';

const fromProc = (pid: number | undefined, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

/** Resident megabytes; NaN where the system does not tell. */
export const rssOf = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(fromProc(pid, 'status'))?.[1]) / 1024;

/** Open file descriptors; NaN where the system does not tell. */
export const descriptorsOf = (pid: number | undefined): number => {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
};

/** Linux tells times of processes in hundredths of a second. */
const TICK_MS = 10;

/**
 * Milliseconds of processor time that it has taken until now, those of its helper threads too; NaN where the system
 * does not tell.
 */
export const cpuMsOf = (pid: number | undefined): number => {
  const stat = fromProc(pid, 'stat');
  // The name of the program comes before, and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
};

/** Its child processes. */
export const childrenOf = (pid: number | undefined): number[] =>
  fromProc(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);

/** The highest resident memory while something runs, in megabytes. */
export const peakOf = async <T>(pid: number | undefined, work: Promise<T>): Promise<{ peak: number; value: T }> => {
  let peak = rssOf(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak, rssOf(pid));
  }, 50);
  try {
    const value = await work;
    return { peak: Math.max(peak, rssOf(pid)), value };
  } finally {
    clearInterval(timer);
  }
};
