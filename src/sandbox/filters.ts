import { hash, integer, type Read, type Values } from './parameters.ts';

const bounds = { gt: integer(), gte: integer(), lt: integer(), lte: integer() };

/** A time is asked for as one second, or as a range of them. */
export type TimeFilter = number | Values<typeof bounds>;

const readBounds = hash(bounds);
const readSecond = integer();

export const time: Read<TimeFilter> = (value, param) =>
  typeof value === 'string' ? readSecond(value, param) : readBounds(value, param);

export const within = (filter: TimeFilter | undefined, moment: number | null): boolean => {
  if (filter === undefined) return true;
  if (moment === null) return false;
  if (typeof filter === 'number') return moment === filter;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = filter;
  return moment > gt && moment >= gte && moment < lt && moment <= lte;
};

/** A filter that was not given lets everything through. */
export const equals = (filter: string | undefined, value: unknown): boolean => filter === undefined || filter === value;
