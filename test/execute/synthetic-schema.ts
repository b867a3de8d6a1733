import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLFieldConfigMap,
  GraphQLFloat,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isListType,
  isNonNullType,
  responsePathAsArray,
} from 'graphql';
import { asIterable, fault, maybeLater, serialized, text } from './odd-values.ts';
import { hash, Random } from './random.ts';

/** How often, in percent, something goes wrong and something is a promise. */
export interface Odds {
  readonly fault: number;
  readonly later: number;
}

/** An object of the graph. All that it shows follows from its seed. */
export class Source {
  readonly seed: number;
  readonly odds: Odds;

  constructor(seed: number, odds: Odds) {
    this.seed = seed;
    this.odds = odds;
  }
}

const seedOf = (source: unknown): number => (source instanceof Source ? source.seed : 7);
const oddsOf = (source: unknown): Odds => (source instanceof Source ? source.odds : { fault: 0, later: 0 });

/** For the scalar `Odd`, which serializes to whatever its seed says. */
class OddValue {
  readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }
}

const Odd = new GraphQLScalarType({
  name: 'Odd',
  serialize: (value) => (value instanceof OddValue ? serialized(new Random(value.seed)) : value),
  parseValue: (value) => ({ parsed: value }),
});

const COLORS = ['red', 'green', { blue: true }] as const;
const Color = new GraphQLEnumType({
  name: 'Color',
  values: { RED: { value: COLORS[0] }, GREEN: { value: COLORS[1] }, BLUE: { value: COLORS[2] } },
});

const Box = new GraphQLInputObjectType({
  name: 'Box',
  fields: {
    width: { type: new GraphQLNonNull(GraphQLInt) },
    label: { type: GraphQLString, defaultValue: 'none' },
    color: { type: Color },
    odd: { type: Odd },
  },
});

export const ARGS: GraphQLFieldConfigArgumentMap = {
  text: { type: GraphQLString, defaultValue: 'default' },
  count: { type: GraphQLInt },
  box: { type: Box },
  boxes: { type: new GraphQLList(new GraphQLNonNull(Box)) },
  odd: { type: Odd, defaultValue: { default: 'shared' } },
};

const seededValue = (type: GraphQLOutputType, seed: number, odds: Odds): unknown => {
  const random = new Random(seed);
  return maybeLater(random, odds.later, () => {
    if (random.chance(odds.fault)) return fault(random);
    if (isNonNullType(type)) return seededValue(type.ofType, hash(seed, '!'), { ...odds, later: 0 });
    if (isListType(type)) {
      const length = random.chance(5) ? 12 : random.next(4);
      const items = Array.from({ length }, (_, index) => {
        // What is thrown while a list is made is the resolver's failure, which has its own turn above.
        try {
          return seededValue(type.ofType, hash(seed, String(index)), odds);
        } catch (thrown) {
          return random.chance(50) ? Promise.reject(thrown) : null;
        }
      });
      return asIterable(random, items);
    }
    switch (type) {
      case GraphQLString:
      case GraphQLID:
        return text(random);
      case GraphQLInt:
        return random.next(1e6) - 5e5;
      case GraphQLFloat:
        return random.pick([0.1, -0, 1e21, 1e-7, 5]);
      case GraphQLBoolean:
        return random.chance(50);
      case Color:
        return random.pick(COLORS);
      case Odd:
        return new OddValue(hash(seed, 'odd'));
      default:
        return new Source(hash(seed, 'source'), odds);
    }
  });
};

const fieldValue = (source: unknown, name: string, type: GraphQLOutputType): unknown =>
  seededValue(type, hash(seedOf(source), name), oddsOf(source));

/** Everything that a resolver is told, so that it stands in the answer. */
const told = (source: unknown, args: unknown, context: unknown, info: GraphQLResolveInfo): string =>
  JSON.stringify([
    seedOf(source),
    args,
    context,
    responsePathAsArray(info.path),
    info.path.typename,
    info.fieldName,
    String(info.returnType),
    info.parentType.name,
    info.fieldNodes.map(({ loc }) => loc?.start),
    Object.keys(info.fragments),
    info.operation.operation,
    info.variableValues,
    info.schema.getType('Query')?.name,
    seedOf(info.rootValue),
  ]);

/** Changes what it is given, which must not show where others are given the same. A default belongs to the schema. */
const argsTold = (args: Record<string, unknown>): string => {
  const told = JSON.stringify(args);
  for (const each of Object.values(args)) {
    if (each && typeof each === 'object' && !('default' in each)) Object.assign(each, { changed: true });
  }
  Object.assign(args, { changed: true });
  return told;
};

/** The same field with a resolver of each kind. */
const field = (name: string, type: GraphQLOutputType, kind: number): GraphQLFieldConfig<unknown, unknown> => {
  switch (kind % 4) {
    case 0:
      return { type, resolve: (source) => fieldValue(source, name, type) };
    case 1:
      return { type, resolve: (source, _args, _context, info) => fieldValue(source, info.fieldName, type) };
    case 2:
      return { type, resolve: (...all) => fieldValue(all[0], all[3].fieldName, type) };
    // The default resolver: a property, or a method.
    default:
      Object.defineProperty(Source.prototype, name, {
        configurable: true,
        get(this: Source) {
          const value = () => fieldValue(this, name, type);
          if (this.seed % 3 > 0) return value();
          return (_args: unknown, _context: unknown, info: GraphQLResolveInfo) =>
            info.fieldName === name ? value() : new Error('told of another field');
        },
      });
      return { type };
  }
};

const fieldsOf = (kind: number): GraphQLFieldConfigMap<unknown, unknown> => {
  const composite = { Alpha, Beta, Gamma, Thing, Any };
  const types: Record<string, GraphQLOutputType> = {
    id: GraphQLID,
    name: GraphQLString,
    count: GraphQLInt,
    ratio: GraphQLFloat,
    flag: GraphQLBoolean,
    color: Color,
    odd: Odd,
    ...Object.fromEntries(Object.entries(composite).map(([name, type]) => [name.toLowerCase(), type])),
  };
  const fields: GraphQLFieldConfigMap<unknown, unknown> = {};
  let number = kind;
  const add = (name: string, type: GraphQLOutputType): void => {
    fields[name] = field(name, type, number);
    number += 1;
  };
  for (const [name, type] of Object.entries(types)) {
    const required = new GraphQLNonNull(type);
    add(name, type);
    add(`${name}Required`, required);
    add(`${name}List`, new GraphQLList(type));
    add(`${name}ListRequired`, new GraphQLNonNull(new GraphQLList(required)));
  }
  add('matrix', new GraphQLList(new GraphQLList(new GraphQLNonNull(GraphQLInt))));
  add('alphaMatrix', new GraphQLNonNull(new GraphQLList(new GraphQLList(Alpha))));
  fields.told = { type: GraphQLString, args: ARGS, resolve: told };
  fields.argsTold = { type: GraphQLString, args: ARGS, resolve: (_source, args) => argsTold(args) };
  return fields;
};

/** Which type an object is; now and then none that it can be. */
const typeName = (source: unknown, names: readonly string[]): unknown => {
  const random = new Random(hash(seedOf(source), 'type'));
  return maybeLater(random, oddsOf(source).later, () => {
    if (!random.chance(oddsOf(source).fault)) return random.pick(names);
    if (random.chance(30)) return fault(random);
    return random.pick<unknown>(['Nothing', 'Color', 'Query', undefined, 5, Alpha]);
  });
};

const isOfType = (source: unknown, name: string): boolean | Promise<boolean> => {
  const random = new Random(hash(seedOf(source), name));
  return maybeLater(random, oddsOf(source).later, () => {
    if (!random.chance(oddsOf(source).fault)) return true;
    if (random.chance(30)) fault(random);
    return false;
  }) as boolean | Promise<boolean>;
};

const Thing: GraphQLInterfaceType = new GraphQLInterfaceType({
  name: 'Thing',
  fields: { id: { type: GraphQLID }, name: { type: GraphQLString } },
  resolveType: (source) => typeName(source, ['Alpha', 'Beta', 'Gamma']) as string,
});
const Alpha: GraphQLObjectType = new GraphQLObjectType({
  name: 'Alpha',
  interfaces: [Thing],
  fields: () => fieldsOf(0),
});
const Beta: GraphQLObjectType = new GraphQLObjectType({
  name: 'Beta',
  interfaces: [Thing],
  fields: () => fieldsOf(1),
  isTypeOf: (source) => isOfType(source, 'Beta'),
});
const Gamma: GraphQLObjectType = new GraphQLObjectType({
  name: 'Gamma',
  fields: () => fieldsOf(2),
  interfaces: [Thing],
  isTypeOf: (source, _context, info) => isOfType(source, responsePathAsArray(info.path).join() ? 'Gamma' : ''),
});
/** Its types are found by `__typename` and `isTypeOf`. */
const Any: GraphQLUnionType = new GraphQLUnionType({ name: 'Any', types: () => [Beta, Gamma] });

Object.defineProperty(Source.prototype, '__typename', {
  get(this: Source) {
    return this.seed % 2 === 0 ? new Random(this.seed).pick(['Beta', 'Gamma', 'Beta', 'Gamma', 'Alpha']) : undefined;
  },
});

/** Every kind of type, of resolver and of nullability. */
export const syntheticSchema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: () => fieldsOf(3) }),
  mutation: new GraphQLObjectType({ name: 'Mutation', fields: () => fieldsOf(0) }),
});
