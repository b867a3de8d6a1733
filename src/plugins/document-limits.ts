import {
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { RequestLimits } from '../config/request-limits.ts';
import { publicError } from '../graph/errors.ts';

/** What a document may hold at most. */
export type DocumentLimits = Pick<
  RequestLimits,
  'maxDocumentCharacters' | 'maxTokens' | 'maxDepth' | 'maxAliases' | 'maxDirectives' | 'maxRootFields'
>;

/** `__schema` and `__type` in one operation. No tool sends more than two; each is an answer of its own size. */
const MAX_INTROSPECTIONS = 10;

const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);

/** What a selection set amounts to once its fragments stand in their places. */
interface Size {
  readonly depth: number;
  readonly aliases: number;
  /** On the level of the selection set itself. */
  readonly fields: number;
  readonly introspections: number;
}

const NOTHING: Size = { depth: 0, aliases: 0, fields: 0, introspections: 0 };

const add = (one: Size, other: Size): Size => ({
  depth: Math.max(one.depth, other.depth),
  aliases: one.aliases + other.aliases,
  fields: one.fields + other.fields,
  introspections: one.introspections + other.introspections,
});

/** How much each selection set of a document is. A fragment is measured once, however often it is spread. */
const measurer = (document: DocumentNode): ((selectionSet: SelectionSetNode) => Size) => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  }
  const known = new Map<string, Size>();
  const ofFragment = (name: string): Size => {
    const size = known.get(name);
    const fragment = fragments.get(name);
    if (size !== undefined || fragment === undefined) return size ?? NOTHING;
    // A fragment within itself is nothing: validation will refuse it.
    known.set(name, NOTHING);
    const measured = measure(fragment.selectionSet);
    known.set(name, measured);
    return measured;
  };
  const measure = ({ selections }: SelectionSetNode): Size => {
    let size = NOTHING;
    for (const each of selections) {
      if (each.kind === Kind.FRAGMENT_SPREAD) size = add(size, ofFragment(each.name.value));
      else if (each.kind === Kind.INLINE_FRAGMENT) size = add(size, measure(each.selectionSet));
      else {
        const below = each.selectionSet ? measure(each.selectionSet) : NOTHING;
        // By the field's own name: an alias or a fragment may be called `__schema` too. Anywhere but at the root there
        // is no such field.
        const introspects = INTROSPECTION.has(each.name.value);
        size = add(size, {
          depth: introspects ? 0 : below.depth + 1,
          aliases: below.aliases + (each.alias ? 1 : 0),
          fields: 1,
          introspections: below.introspections + (introspects ? 1 : 0),
        });
      }
    }
    return size;
  };
  return measure;
};

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'kind' in value;

/** Every node of a document, without recursion. */
export const nodesOf = (document: DocumentNode): ASTNode[] => {
  const nodes: ASTNode[] = [document];
  // The list grows while it is read: what is found is searched in its turn.
  for (const node of nodes) {
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) nodes.push(...value.filter(isNode));
      else if (isNode(value)) nodes.push(value);
    }
  }
  return nodes;
};

/** DOCUMENT_LIMIT_EXCEEDED; `what` is the unit that the limit counts. */
export const overLimit = (what: string, max: number, found?: number): GraphQLError => {
  const than = found === undefined ? '' : `, not ${found}`;
  return publicError('DOCUMENT_LIMIT_EXCEEDED', `A document may have ${max} ${what} at most${than}.`, {
    extensions: { limit: what, max },
  });
};

/**
 * Refuses a document that holds too much, from its text alone: without the schema, and in time that its length bounds.
 * Aliases are counted as often as they come to be executed, since fragments in fragments make a few of them millions.
 */
export const refuseDocument = (
  document: DocumentNode,
  nodes: readonly ASTNode[],
  limits: DocumentLimits,
): GraphQLError | undefined => {
  const measure = measurer(document);
  let size = NOTHING;
  for (const each of document.definitions) {
    if (each.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, aliases, fields, introspections } = measure(each.selectionSet);
    size = {
      depth: Math.max(size.depth, depth),
      aliases: Math.max(size.aliases, aliases),
      fields: Math.max(size.fields, fields),
      introspections: Math.max(size.introspections, introspections),
    };
  }
  const directives = nodes.filter(({ kind }) => kind === Kind.DIRECTIVE).length;
  const checks: readonly (readonly [string, number, number])[] = [
    ['levels', size.depth, limits.maxDepth],
    ['aliases', size.aliases, limits.maxAliases],
    ['directives', directives, limits.maxDirectives],
    ['root fields', size.fields, limits.maxRootFields],
    ['introspections', size.introspections, MAX_INTROSPECTIONS],
  ];
  const broken = checks.find(([, found, max]) => found > max);
  return broken && overLimit(broken[0], broken[2], broken[1]);
};
