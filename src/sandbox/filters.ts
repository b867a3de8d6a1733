import { boolean, hash, integer, oneOf, type Read, string, type Values } from './parameters.ts';
import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

const bounds = { gt: integer(), gte: integer(), lt: integer(), lte: integer() };

/** A number, such as a time, is asked for as one value or as a range of them. */
export type RangeFilter = number | Values<typeof bounds>;

const readBounds = hash(bounds);
const readNumber = integer();

export const range: Read<RangeFilter> = (value, param) =>
  typeof value === 'string' ? readNumber(value, param) : readBounds(value, param);

export const within = (filter: RangeFilter | undefined, number: number | null): boolean => {
  if (filter === undefined) return true;
  if (number === null) return false;
  if (typeof filter === 'number') return number === filter;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = filter;
  return number > gt && number >= gte && number < lt && number <= lte;
};

/** A filter that was not given lets everything through. */
export const equals = (filter: string | undefined, value: unknown): boolean => filter === undefined || filter === value;

/** One filter of a list, as data: what its parameter may be, and which items it lets through. */
export interface Filter<T> {
  readonly read: Read<T>;
  /** The type of the object that the value names: one that does not exist is refused. */
  readonly names?: string;
  /** Without it there is no list, and no cursor of another list either. */
  readonly required?: true;
  // A method: filters of different values stand in one record.
  matches(item: RestObject, value: T, world: World): boolean;
}

export const byText = (field: string, names?: string): Filter<string> => ({
  read: string(),
  matches: (item, value) => item[field] === value,
  ...(names !== undefined && { names }),
});

export const byFlag = (field: string): Filter<boolean> => ({
  read: boolean,
  matches: (item, value) => item[field] === value,
});

export const byRange = (field: string): Filter<RangeFilter> => ({
  read: range,
  matches: (item, value) => within(value, item[field] as number | null),
});

export const byChoice = <const T extends string>(field: string, ...allowed: readonly T[]): Filter<T> => ({
  read: oneOf(...allowed),
  matches: (item, value) => item[field] === value,
});

export const created = byRange('created');
