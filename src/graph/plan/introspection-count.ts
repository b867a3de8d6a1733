import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { SelectedField, Selection } from './selection.ts';

/**
 * What a value of introspection counts as: none of them stands ready, and each takes several times as long as one of
 * REST.
 */
const INTROSPECTION_VALUES = 5;

/**
 * Counts what introspection answers. An average would not do: a caller asks for the type that has most fields, and for
 * the interface that has most types, where most types have few or none. So the schema itself is asked, each of its
 * parts once for each selection that comes to it.
 */
export class IntrospectionCount {
  readonly #schema: GraphQLSchema;
  readonly #variableValues: Record<string, unknown>;
  readonly #most: number;
  readonly #known = new Map<Selection, Map<object, number>>();
  #visits = 0;

  /** @param mostValues beyond it nobody wants to know how many they are */
  constructor(schema: GraphQLSchema, variableValues: Record<string, unknown>, mostValues: number) {
    this.#schema = schema;
    this.#variableValues = variableValues;
    this.#most = mostValues / INTROSPECTION_VALUES;
  }

  /** What `__schema` or `__type` answers, as it counts. */
  of(selected: SelectedField): number {
    return INTROSPECTION_VALUES * this.#ofField(undefined, selected);
  }

  #ofField(source: unknown, { field, arguments: { read }, selection }: SelectedField): number {
    const args = read(this.#variableValues);
    // These resolvers are graphql-js's own: they read the schema, and wait for nothing.
    const value: unknown = field.resolve?.(source, args, undefined, { schema: this.#schema } as GraphQLResolveInfo);
    if (!Array.isArray(value)) return this.#ofValue(value, selection);
    let sum = 0;
    for (const each of value) sum += this.#ofValue(each, selection);
    return sum;
  }

  #ofValue(value: unknown, selection: Selection): number {
    // A null is a value too.
    if (typeof value !== 'object' || value === null) return 1;
    let known = this.#known.get(selection);
    if (known === undefined) {
      known = new Map();
      this.#known.set(selection, known);
    }
    const before = known.get(value);
    if (before !== undefined) return before;
    this.#visits += 1;
    // Each visit is a value at least, so they are too many already.
    if (this.#visits > this.#most) return 1;
    let sum = selection.values;
    for (const below of selection.fields) sum += this.#ofField(value, below);
    known.set(value, sum);
    return sum;
  }
}
