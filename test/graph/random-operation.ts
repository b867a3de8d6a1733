import fc from 'fast-check';
import { OperationTypeNode } from 'graphql';
import { schema } from '../../src/schema.ts';
import { type Printed, print, type Style } from './random-operation/print.ts';
import { type Selection, Selector } from './random-operation/selections.ts';
import { Tape } from './random-operation/tape.ts';

const { QUERY, MUTATION } = OperationTypeNode;

/**
 * The operation that these choices make, to be written in any of the styles. The schema alone decides what can be in
 * it.
 */
export class RandomOperation {
  readonly writes: boolean;
  readonly #selections: readonly Selection[];

  constructor(choices: readonly number[]) {
    const tape = new Tape(choices);
    this.writes = tape.chance(6);
    const root = schema.getRootType(this.#kind);
    if (!root) throw new Error(`The schema has no ${this.#kind}.`);
    this.#selections = new Selector(schema, tape).root(root);
  }

  in(style: Style): Printed {
    return print(this.#kind, this.#selections, style);
  }

  /** Each of its root fields as an operation of its own; two under one name are one. */
  get parts(): Printed[] {
    const byName = new Map<string, Selection[]>();
    for (const selection of this.#selections) {
      const name = selection.kind === 'field' ? (selection.alias ?? selection.name) : '';
      byName.set(name, [...(byName.get(name) ?? []), selection]);
    }
    return [...byName.values()].map((selections) => print(this.#kind, selections, 'literal'));
  }

  get #kind(): OperationTypeNode {
    return this.writes ? MUTATION : QUERY;
  }

  /** What fast-check shows of one that fails. */
  [fc.toStringMethod](): string {
    return this.in('literal').query;
  }
}
