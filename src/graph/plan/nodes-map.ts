import type { FieldNode } from 'graphql';

/** The places in the document where one field is selected; what is selected below them is one selection. */
export type Nodes = readonly FieldNode[];

const isSame = (one: Nodes, other: Nodes): boolean =>
  one === other || (one.length === other.length && one.every((node, index) => node === other[index]));

/**
 * A map whose keys are lists of nodes, equal when they hold the same nodes: executors make new arrays for each
 * execution, while the nodes are those of the document for as long as it is known.
 */
export class NodesMap<Value> {
  readonly #byFirst = new Map<FieldNode | undefined, { readonly nodes: Nodes; readonly value: Value }[]>();

  /** The value under these nodes; made when there is none. */
  get(nodes: Nodes, make: () => Value): Value {
    const [first] = nodes;
    const entries = this.#byFirst.get(first);
    const known = entries?.find((entry) => isSame(entry.nodes, nodes));
    if (known) return known.value;
    const entry = { nodes, value: make() };
    if (entries) entries.push(entry);
    else this.#byFirst.set(first, [entry]);
    return entry.value;
  }
}
