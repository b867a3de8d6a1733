/**
 * Milliseconds of the machine's monotonic clock, which all of its processes read alike: `performance.now()` counts on
 * the same clock, from the start of each process on.
 */
export const machineNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
