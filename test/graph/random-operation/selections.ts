import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
} from 'graphql';
import { type Argument, argumentsFor } from './arguments.ts';
import type { Tape } from './tape.ts';

export interface FieldSelection {
  readonly kind: 'field';
  readonly name: string;
  readonly alias: string | undefined;
  readonly args: readonly Argument[];
  /** `@include` with that condition, or `@skip` with its opposite. */
  readonly included: { readonly by: 'include' | 'skip'; readonly when: boolean } | undefined;
  readonly selections: readonly Selection[] | undefined;
}

export interface FragmentSelection {
  readonly kind: 'fragment';
  readonly on: string;
  readonly selections: readonly Selection[];
}

export type Selection = FieldSelection | FragmentSelection;

type Field = GraphQLField<unknown, unknown>;

const MAX_DEPTH = 5;

/** Fields that mean the same wherever they stand, so that two uses of one can be merged under its own name. */
const MERGEABLE = new Set(['edges', 'node', 'nodes', 'pageInfo', 'transaction', 'transfer', 'balanceTransaction']);
/** Parts of a connection: a level in the document, not in the graph. */
const LEVELS = new Set(['edges', 'node', 'nodes']);

const TYPENAME: Selection = {
  kind: 'field',
  name: '__typename',
  alias: undefined,
  args: [],
  included: undefined,
  selections: undefined,
};

/** Random selections on the types of a schema, down to a depth of five objects. */
export class Selector {
  readonly #schema: GraphQLSchema;
  readonly #tape: Tape;
  /** How many aliases were given at each response path: none is given twice there, and the same ones everywhere. */
  readonly #aliases = new Map<string, number>();
  /** The last use of a field at a response path: using it again with the same arguments merges the two. */
  readonly #uses = new Map<string, { readonly alias: string; readonly args: readonly Argument[] }>();

  constructor(schema: GraphQLSchema, tape: Tape) {
    this.#schema = schema;
    this.#tape = tape;
  }

  /** What is selected on a root type: a few fields, each under a name of its own. */
  root(type: GraphQLObjectType): Selection[] {
    const fields = Object.values(type.getFields()).filter(({ name }) => name !== '_service');
    return Array.from({ length: 1 + this.#tape.next(3) }, () => this.#field(type.name, this.#pick(fields), 0, ''));
  }

  #pick(fields: readonly Field[]): Field {
    return fields[this.#tape.next(fields.length)] as Field;
  }

  #aliasAt(path: string): string {
    const count = (this.#aliases.get(path) ?? 0) + 1;
    this.#aliases.set(path, count);
    return `a${count}`;
  }

  #field(parent: string, field: Field, depth: number, path: string): Selection {
    const tape = this.#tape;
    const type = getNamedType(field.type);
    const isPlain = MERGEABLE.has(field.name) && tape.chance(60);
    const place = `${path} ${parent}.${field.name}`;
    const earlier = tape.chance(15) ? this.#uses.get(place) : undefined;
    const args = earlier?.args ?? (isPlain && field.args.length === 0 ? [] : argumentsFor(tape, field));
    const alias = earlier?.alias ?? (isPlain && field.args.length === 0 ? undefined : this.#aliasAt(path));
    if (alias !== undefined) this.#uses.set(place, { alias, args });
    const below = `${path}.${alias ?? field.name}`;
    return {
      kind: 'field',
      name: field.name,
      alias,
      args,
      included: tape.chance(5) ? { by: tape.pick(['include', 'skip']), when: tape.chance(50) } : undefined,
      selections: isCompositeType(type)
        ? this.#selections(type, LEVELS.has(field.name) ? depth : depth + 1, below)
        : undefined,
    };
  }

  #selections(type: GraphQLCompositeType, depth: number, path: string): Selection[] {
    const tape = this.#tape;
    if (tape.isEmpty) return [TYPENAME];
    if (isAbstractType(type)) {
      const types = this.#schema.getPossibleTypes(type);
      const fragments = Array.from({ length: 1 + tape.next(3) }, (): Selection => {
        const on = types[tape.next(types.length)] as GraphQLObjectType;
        return { kind: 'fragment', on: on.name, selections: this.#selections(on, depth, path) };
      });
      return tape.chance(30) ? [...fragments, TYPENAME] : fragments;
    }
    const fields = Object.values(type.getFields());
    const objects = fields.filter((field) => isCompositeType(getNamedType(field.type)));
    const leaves = fields.filter((field) => !objects.includes(field));
    const one = (): Selection => {
      if (tape.isEmpty) return TYPENAME;
      if (depth < MAX_DEPTH && objects.length > 0 && (leaves.length === 0 || tape.chance(75))) {
        return this.#field(type.name, this.#pick(objects), depth, path);
      }
      return leaves.length > 0 ? this.#field(type.name, this.#pick(leaves), depth, path) : TYPENAME;
    };
    const selections = Array.from({ length: 1 + tape.next(3) }, one);
    return tape.chance(10) ? [{ kind: 'fragment', on: type.name, selections }] : selections;
  }
}
