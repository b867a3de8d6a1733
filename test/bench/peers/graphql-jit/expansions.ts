import type { FieldNode, SelectionSetNode } from 'graphql';

/** Whether fields of that name are selected somewhere below, with more below them than an id. */
const selects = (set: SelectionSetNode | undefined, name: string): boolean =>
  (set?.selections ?? []).some((node) => {
    if (node.kind !== 'Field') return false;
    const wanted = node.selectionSet?.selections.some((each) => each.kind !== 'Field' || each.name.value !== 'id');
    return (node.name.value === name && wanted === true) || selects(node.selectionSet, name);
  });

/** REST's expansions that bring what a field selects: worked out once for each document. */
export const expansionsOf = (paths: Readonly<Record<string, string>>) => {
  const known = new WeakMap<FieldNode, string>();
  return ({ fieldNodes: [node] }: { readonly fieldNodes: readonly FieldNode[] }): string => {
    if (node === undefined) return '';
    let query = known.get(node);
    if (query === undefined) {
      const wanted = Object.keys(paths).filter((name) => selects(node.selectionSet, name));
      query = wanted.map((name, n) => `expand[${n}]=${paths[name]}`).join('&');
      known.set(node, query);
    }
    return query;
  };
};
