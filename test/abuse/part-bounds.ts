import type { Asked } from './asked.ts';
import { runClock } from './bounds/clock.ts';
import { runLog } from './bounds/log.ts';
import { runOperations } from './bounds/operations.ts';
import { runReaders } from './bounds/readers.ts';
import { runSurplus } from './bounds/surplus.ts';
import { runTurns } from './bounds/turns.ts';
import type { Row } from './report.ts';

const PARTS: readonly (readonly [id: string, run: () => Promise<Row[]>])[] = [
  ['B1', runOperations],
  ['B2', runLog],
  ['B3', runReaders],
  ['B4', runTurns],
  ['B5', runClock],
  ['B6', runSurplus],
];

/** B1 to B6: what one caller, one log, one clock or one connection can do to a process. */
export const runBounds = async (isAsked: Asked): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const [id, run] of PARTS) if (isAsked(id)) rows.push(...(await run()));
  return rows;
};
