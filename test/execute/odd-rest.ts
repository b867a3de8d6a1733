import type { Caller } from '../../src/graph/caller.ts';
import type { Context } from '../../src/graph/operation/context.ts';
import { Planner } from '../../src/graph/plan/planner.ts';
import type { Resource } from '../../src/graph/resource.ts';
import { defaultSeed } from '../../src/sandbox/seed.ts';
import { resources } from '../../src/schema.ts';
import { RestError } from '../../src/stripe/errors.ts';
import { maybeLater } from './odd-values.ts';
import { hash, Random } from './random.ts';

type Json = Record<string, unknown>;

const SEED = defaultSeed() as unknown as readonly (Json & { id: string; object: string })[];
const BY_ID = new Map(SEED.map((each) => [each.id, each]));

const ODD: readonly unknown[] = [
  null,
  undefined,
  'odd',
  '',
  0,
  -1,
  1.5,
  1e300,
  true,
  [],
  {},
  [null],
  { id: 5 },
  '2024-01-01',
];

/** The same object, but for some of its values: left out, null, or of another kind. */
const oddCopy = (value: unknown, random: Random, percent: number): unknown => {
  if (random.chance(percent)) return random.pick(ODD);
  if (Array.isArray(value)) return value.map((each) => oddCopy(each, random, percent));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, oddCopy(each, random, percent)]));
};

/** With what it refers to in place of the id, as REST expands it. */
const expanded = (value: unknown, path: readonly string[]): void => {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) expanded(each, path);
    return;
  }
  const object = value as Json;
  const reference = object[key];
  if (typeof reference === 'string' && BY_ID.has(reference)) object[key] = structuredClone(BY_ID.get(reference));
  expanded(object[key], rest);
};

const answer = <T extends object>(value: T, expand: readonly string[], random: Random, percent: number): T => {
  const copy = structuredClone(value);
  for (const each of expand) expanded(copy, each.split('.'));
  return oddCopy(copy, random, percent) as T;
};

/** A call that fails now and then. */
const call = (random: Random, make: () => unknown): Promise<unknown> =>
  Promise.resolve(
    maybeLater(random, 50, () => {
      if (random.chance(6)) return null;
      if (random.chance(6))
        throw new RestError('It is failing.', { kind: 'unavailable', effect: 'none', sent: true, retryable: true });
      if (random.chance(3)) throw new TypeError('an own fault');
      return make();
    }),
  );

const caller: Caller = {
  tenant: 'test',
  scopes: 'all',
  sendsAnyDocument: false,
  account: undefined,
  credentials: { read: { key: 'k' }, write: { key: 'k' } } as unknown as Caller['credentials'],
};

/** The items of which a path is the list, by its last part. */
const itemsOf = (path: string): readonly Json[] => {
  const name = path.split('/').at(-1)?.replace(/ies$/, 'y').replace(/s$/, '') ?? '';
  const items = SEED.filter(({ object }) => object.endsWith(name));
  return items.length > 0 ? items : SEED.slice(0, 20);
};

/**
 * What resolvers find, in place of a REST API: the same for the same seed and want, whoever asks and in whichever
 * order.
 */
export const oddContext = (seed: number): Context => {
  const percent = [1, 5, 12][seed % 3] ?? 0;
  const randomFor = (want: unknown): Random => new Random(hash(seed, JSON.stringify(want)));
  const object = (resource: Resource, id: string, expand: readonly string[]): Promise<unknown> => {
    const found = BY_ID.get(id.split('/').at(-1) ?? '') ?? SEED.find((each) => each.object === resource.object);
    const random = randomFor([id, expand]);
    return call(random, () => (found ? answer(found, expand, random, percent) : null));
  };
  const list = ({
    path,
    limit,
    expand,
  }: {
    path: { text: string };
    limit: number;
    expand: string[];
  }): Promise<unknown> => {
    const random = randomFor([path.text, limit, expand]);
    const data = itemsOf(path.text).slice(0, Math.min(limit, 5));
    return call(random, () => answer({ object: 'list', data, has_more: false }, expand, random, percent)).then(
      (page) => page ?? { data: [], has_more: false },
    );
  };
  const warnings: Context['warnings'][number][] = [];
  return {
    requestId: 'test',
    rest: {
      post: (path: { text: string }) => {
        const random = randomFor(path.text);
        const kind = path.text.startsWith('/v1/tax') ? 'tax.transaction' : 'transfer_reversal';
        const body = SEED.find((each) => each.object === kind) ?? {};
        return call(random, () => ({ body: answer(body, [], random, percent), replayed: false, requestId: 'req_1' }));
      },
    },
    caller,
    signal: undefined,
    loaders: { object, list, prime: () => {}, refusalOf: () => undefined, clear: () => {} },
    planner: new Planner(1_000, caller),
    resources,
    maxPageSize: 1_000,
    warnings,
    warn: (warning: Context['warnings'][number]) => warnings.push(warning),
    mutations: [],
  } as unknown as Context;
};
