import type { Variants } from '../annotations.ts';
import { below, type Place } from './place.ts';
import type { Selection } from './selection.ts';
import type { Charge, Walk } from './walk-state.ts';

/**
 * An object is of one of the types, and which one is not known before it arrives. So the expansions of all types are
 * asked for, while of calls and values the most that any one type needs is counted.
 */
export const walkMembers = (
  walk: Walk,
  members: readonly Selection[],
  place: Place,
  variants: Variants,
  walkMember: (walk: Walk, member: Selection, place: Place) => void,
): void => {
  let mostExpensive: { calls: number; charges: Parameters<Charge>[] } = { calls: 0, charges: [] };
  let values = 0;
  for (const member of members) {
    if (member.fields.length === 0) {
      values = Math.max(values, place.count * member.values);
      continue;
    }
    const charges: Parameters<Charge>[] = [];
    const key = variants[member.type.name];
    const path = key === undefined ? place.path : below(place, key);
    const part: Walk = { ...walk, values: 0, charge: (...charge) => charges.push(charge) };
    walkMember(part, member, { ...place, path });
    values = Math.max(values, part.values);
    const calls = charges.reduce((sum, [each]) => sum + each, 0);
    if (calls > mostExpensive.calls) mostExpensive = { calls, charges };
  }
  walk.values += values;
  for (const charge of mostExpensive.charges) walk.charge(...charge);
};
