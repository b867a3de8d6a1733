import { type GraphQLObjectType, getNamedType, isCompositeType, isObjectType } from 'graphql';
import { hash, Random } from './random.ts';
import { syntheticSchema } from './synthetic-schema.ts';

export interface GeneratedOperation {
  readonly source: string;
  readonly variables: Record<string, unknown>;
}

const MAX_DEPTH = 4;
const MAX_FIELDS = 60;

const VARIABLES: Readonly<Record<string, readonly [type: string, values: readonly unknown[]]>> = {
  yes: ['Boolean!', [true]],
  no: ['Boolean!', [false]],
  coin: ['Boolean = true', [true, false, undefined, null]],
  text: ['String', ['given', null, undefined]],
  count: ['Int = 5', [0, 7, undefined]],
  box: ['Box', [{ width: 1 }, { width: 2, label: null, color: 'BLUE', odd: [1] }, undefined]],
  width: ['Int!', [3]],
  odd: ['Odd', ['x', { deep: {} }, null, undefined]],
};

const ARGUMENT_VALUES: Readonly<Record<string, readonly string[]>> = {
  text: ['"literal"', 'null', '$text'],
  count: ['1', '$count'],
  box: ['{ width: 1, color: GREEN }', '$box', '{ width: $width, label: $text, odd: $odd }'],
  boxes: ['[{ width: 1 }]', '{ width: $width }', '[]'],
  odd: ['$odd', '{ literal: [1, "a", $text] }', '5'],
};

/** A valid operation over the synthetic schema that this seed makes. */
export class OperationGenerator {
  readonly #random: Random;
  readonly #seed: number;
  readonly #fragments: string[] = [];
  #left = MAX_FIELDS;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed);
  }

  make(): GeneratedOperation {
    const random = this.#random;
    const kind = random.chance(25) ? 'mutation' : 'query';
    const root = kind === 'query' ? syntheticSchema.getQueryType() : syntheticSchema.getMutationType();
    const body = this.#selectionSet(root as GraphQLObjectType, 0);
    const used = [body, ...this.#fragments].join(' ');
    const names = Object.keys(VARIABLES).filter((name) => new RegExp(`\\$${name}\\b`).test(used));
    const variables: Record<string, unknown> = {};
    for (const name of names) {
      const value = random.pick(VARIABLES[name]?.[1] ?? []);
      if (value !== undefined) variables[name] = value;
    }
    const definitions = names.map((name) => `$${name}: ${VARIABLES[name]?.[0]}`).join(', ');
    const source = `${kind} Operation${definitions && `(${definitions})`} ${used}`;
    return { source, variables };
  }

  #condition(): string {
    const random = this.#random;
    if (!random.chance(6)) return '';
    return ` @${random.pick(['skip', 'include'])}(if: ${random.pick(['true', 'false', '$yes', '$no', '$coin'])})`;
  }

  /** One use of a field. What it is given follows from its key, so that two uses of one can always be merged. */
  #field(type: GraphQLObjectType, depth: number): string {
    const random = this.#random;
    this.#left -= 1;
    const all = Object.values(type.getFields());
    const leaves = all.filter((each) => !isCompositeType(getNamedType(each.type)));
    const field = random.pick(depth >= MAX_DEPTH || this.#left < 0 ? leaves : random.chance(60) ? all : leaves);
    const alias = random.chance(30) ? `${field.name}${random.next(3)}` : undefined;
    const fixed = new Random(hash(this.#seed, alias ?? field.name));
    const args = field.args
      .filter(() => fixed.chance(50))
      .map(({ name }) => `${name}: ${fixed.pick(ARGUMENT_VALUES[name] ?? [])}`);
    const head = `${alias === undefined ? '' : `${alias}: `}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}`;
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${this.#below(named.name, depth + 1)}` : '';
    return `${head}${this.#condition()}${below}`;
  }

  #below(typename: string, depth: number): string {
    const random = this.#random;
    const type = syntheticSchema.getType(typename);
    if (isObjectType(type)) return this.#selectionSet(type, depth);
    const on = [...(typename === 'Thing' ? ['Alpha'] : []), 'Beta', 'Gamma'];
    const parts = on.filter(() => random.chance(70)).map((each) => this.#fragment(each, depth));
    if (typename === 'Thing' && random.chance(50)) parts.push('id', '... on Thing { name }');
    return `{ ${[...parts, '__typename'].join(' ')} }`;
  }

  #fragment(typename: string, depth: number): string {
    const random = this.#random;
    const type = syntheticSchema.getType(typename) as GraphQLObjectType;
    const body = this.#selectionSet(type, depth);
    if (random.chance(60)) return `... on ${typename}${this.#condition()} ${body}`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${typename} ${body}`);
    return `...${name}${this.#condition()}${random.chance(20) ? ` ...${name}` : ''}`;
  }

  #selectionSet(type: GraphQLObjectType, depth: number): string {
    const random = this.#random;
    const parts: string[] = [];
    for (let count = 1 + random.next(5); count > 0; count -= 1) {
      if (random.chance(8)) parts.push('__typename');
      else if (random.chance(6)) parts.push(`...${this.#condition()} { ${this.#field(type, depth)} }`);
      else parts.push(this.#field(type, depth));
    }
    if (type.name === 'Query' && random.chance(3))
      parts.push('__type(name: "Alpha") { name fields { name type { kind } } }');
    return `{ ${parts.join(' ')} }`;
  }
}
