import { resources } from '../../../src/schema.ts';
import { SEED } from '../../seed.ts';
import type { Tape } from './tape.ts';

type Ids = readonly [string, ...string[]];

/** Ids of the seed by the GraphQL type that shows them. */
const byType = new Map<string, string[]>();
/** Every bare Stripe id that stands anywhere in the seed. */
const everywhere = new Set<string>();

const collect = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  const { id } = value as { id?: unknown };
  if (typeof id === 'string') everywhere.add(id);
  for (const each of Object.values(value)) collect(each);
};

for (const object of SEED) {
  collect(object);
  const resource = resources.ofObject(String(object.object));
  if (resource === undefined) continue;
  const id = resource.idOf(object as { id: string; object: string });
  byType.set(resource.typename, [...(byType.get(resource.typename) ?? []), id]);
}

const nonEmpty = (ids: readonly string[]): Ids =>
  ids[0] === undefined ? ['nothing_1Seed'] : [ids[0], ...ids.slice(1)];

const types = nonEmpty(resources.nodes.map(({ typename }) => typename));

const idsOf = (typename: string): Ids => nonEmpty(byType.get(typename) ?? []);

/** An id of that type; now and then one that REST does not know. */
export const idOf = (tape: Tape, typename: string): string => {
  const ids = idsOf(typename);
  if (tape.chance(4)) return ids[0].replaceAll('1Seed', '1None');
  // Often one of the first few, so that an operation wants the same object twice.
  return tape.chance(50) ? tape.pick(ids) : (ids[tape.next(3)] ?? ids[0]);
};

export const anyNodeId = (tape: Tape): string => idOf(tape, tape.pick(types));

/** Neighbours in the seed, which often stand in one list, and strangers. */
export const someNodeIds = (tape: Tape): string[] => {
  const ids = idsOf(tape.pick(types));
  const start = tape.next(ids.length);
  const neighbours = ids.slice(start, start + 1 + tape.next(5));
  return tape.chance(40) ? [...neighbours, anyNodeId(tape), ...neighbours.slice(0, 1)] : neighbours;
};

/** The same as a federated graph asks for them. */
export const someRepresentations = (tape: Tape): { __typename: string | undefined; id: string }[] =>
  someNodeIds(tape).map((id) => ({ __typename: resources.ofId(id)?.typename, id }));

export const cursorOf = (tape: Tape, prefixes: readonly string[]): string =>
  tape.pick(nonEmpty([...everywhere].filter((id) => prefixes.some((prefix) => id.startsWith(prefix)))));
