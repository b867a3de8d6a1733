import type { Compared } from './compare.ts';
import { LEFT_OUT } from './left-out.ts';

interface LeftOut {
  /** As the reason names it. */
  readonly place: string;
  readonly reason: string;
  /** REST's fields that it is about. */
  readonly fields: readonly string[];
}

const fits = (place: string, field: string): boolean =>
  place.endsWith('.*') ? field.startsWith(place.slice(0, -1)) : place === field;

/**
 * Of each field that is missing the line that gives its reason: its own before that of all below a key, the longer
 * before the shorter.
 */
const lineOf = (lines: readonly string[], field: string): string | undefined =>
  lines.filter((place) => fits(place, field)).sort((one, other) => other.length - one.length)[0];

/** Every line about a type with the fields that it explains, which are none where the line is old. */
export const leftOutOf = ({ typename, missing }: Compared): readonly LeftOut[] => {
  const reasons = LEFT_OUT[typename] ?? {};
  const places = Object.keys(reasons);
  return Object.entries(reasons).map(([place, reason]) => ({
    place,
    reason,
    fields: missing.filter((field) => lineOf(places, field) === place),
  }));
};

/** What is neither in the graph nor explained. */
export const unexplained = (compared: Compared): readonly string[] => {
  const explained = new Set(leftOutOf(compared).flatMap(({ fields }) => fields));
  return compared.missing.filter((field) => !explained.has(field));
};
