import { GraphQLError } from 'graphql';
import { hash, type Random } from './random.ts';

/** Resolves after so many turns of the microtask queue, or of the event loop. */
const later = <T>(random: Random, make: () => T): PromiseLike<T> => {
  if (random.chance(10)) return new Promise<void>((resolve) => setImmediate(resolve)).then(make);
  let promise = Promise.resolve();
  for (let turns = random.next(5); turns > 0; turns -= 1) promise = promise.then(() => {});
  if (random.chance(90)) return promise.then(make);
  // A promise of somebody else's making.
  const native = promise.then(make);
  // biome-ignore lint/suspicious/noThenProperty: that is what is tried
  return { then: (resolve, reject) => native.then(resolve, reject) };
};

/** A value as it is, or a promise of it. */
export const maybeLater = (random: Random, percent: number, make: () => unknown): unknown =>
  random.chance(percent) ? later(random, make) : make();

export class OwnError extends Error {}

/** What goes wrong instead of a value. */
export const fault = (random: Random): unknown => {
  switch (random.next(9)) {
    case 0:
      throw new OwnError('thrown');
    case 1:
      throw 'a text is thrown';
    case 2:
      throw new GraphQLError('with extensions', { extensions: { code: 'ODD' } });
    case 3:
      throw new GraphQLError('from elsewhere', { path: ['else', 0, 'where'] });
    case 4:
      return new OwnError('returned');
    case 5:
      return undefined;
    case 6:
      return random.pick([NaN, -0, 'text', 1e21, true, {}, [], Symbol.iterator, () => null]);
    default:
      return null;
  }
};

function* thrownMidway(items: readonly unknown[]): Generator<unknown> {
  yield* items.slice(0, 2);
  throw new OwnError('the list breaks');
}

class Items extends Array<unknown> {}

/** What an iterator has not handed out yet, nobody but its maker can look after. */
const handled = (items: unknown[]): unknown[] => {
  const look = (each: unknown): void => {
    if (Array.isArray(each) || each instanceof Set) handled([...each]);
  };
  for (const each of items) Promise.resolve(each).then(look, () => {});
  return items;
};

/** The same items as one of the things that can be iterated over. */
export const asIterable = (random: Random, items: unknown[]): unknown => {
  switch (random.next(12)) {
    case 0:
      return new Set(items);
    case 1:
      return handled(items).values();
    case 2:
      return thrownMidway(handled(items));
    case 3:
      return Items.from(items);
    case 4:
      return { [Symbol.iterator]: () => handled(items)[Symbol.iterator]() };
    case 5: {
      const holes = [...handled(items)];
      delete holes[1];
      return holes;
    }
    default:
      return items;
  }
};

const TEXTS = [
  '',
  'plain',
  'a "quoted" \\ text',
  'line\n\u2028\u0000',
  'ümläut',
  '\ud83d\ude00',
  '\ud83d alone',
  '</script>',
];

/** What a scalar of somebody's own may serialize to, and JSON has its own way with. */
export const serialized = (random: Random): unknown =>
  random.pick<() => unknown>([
    () => new Date(1e12 + random.next(1e6)),
    () => new Date(Number.NaN),
    () => ({ a: [1, undefined, () => 1, Number.NaN], b: undefined, c: { toJSON: () => 'c' } }),
    () => [new Date(0), [-0], null],
    () => -0,
    () => Number.POSITIVE_INFINITY,
    () => Symbol('left out'),
    () => () => 'left out',
    () => ({ toJSON: () => undefined }),
    () => random.pick(TEXTS),
    () => Object('boxed'),
    () => null,
    () => undefined,
    () => {
      throw new OwnError('cannot be serialized');
    },
  ])();

export const text = (random: Random): string => random.pick(TEXTS);

/** What a source or a scalar is made from: the same seed and name, the same value. */
export const below = (seed: number, name: string): number => hash(seed, name);
