import type { EmbeddedList } from '../annotations.ts';
import { MAX_EXPAND_DEPTH } from '../rest-limits.ts';

/** Where in the answer of a REST call an object stands. */
export interface Place {
  /** Keys from what the call returns down to here; undefined where nothing below can be expanded. */
  readonly path: readonly string[] | undefined;
  /** The expansions that the call is to be given; the walk adds to it. */
  readonly expand: Set<string>;
  /** For a POST: all that can be expanded. */
  readonly only?: ReadonlySet<string>;
  /** How many such objects there can be at most. */
  readonly count: number;
}

/** The place of an object that a call of its own brings, or of the items of a list below `path`. */
export const ownCall = (count: number, ...path: string[]): Place => ({ path, expand: new Set(), count });

/** Where a key of the object at this place stands. */
export const below = ({ path }: Place, ...keys: string[]): readonly string[] | undefined => path && [...path, ...keys];

/** Whether REST expands that path on this place's call. */
export const isLegal = ({ only }: Place, path: readonly string[] | undefined): path is readonly string[] =>
  path !== undefined && path.length <= MAX_EXPAND_DEPTH && (only === undefined || only.has(path.join('.')));

/** Where the items of an embedded list stand and what must be expanded for them; undefined where REST refuses that. */
export const embeddedPlace = (
  embedded: EmbeddedList,
  place: Place,
): { expansion: string | undefined; items: readonly string[] } | undefined => {
  const items = below(place, ...embedded.keys, 'data');
  if (items === undefined) return undefined;
  if (embedded.expand === 0) return { expansion: undefined, items };
  const expansion = below(place, ...embedded.keys.slice(0, embedded.expand));
  if (!isLegal(place, expansion) || (embedded.retrieveOnly && place.path?.includes('data'))) return undefined;
  return { expansion: expansion.join('.'), items };
};
