import {
  type ConstDirectiveNode,
  type GraphQLField,
  GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  Kind,
  parseConstValue,
} from 'graphql';
import type { Access } from '../../access.ts';
import { annotationOf, domainOfRead, resourceOf } from '../annotations.ts';
import { EVERY_SCOPE, scopesFor } from '../caller.ts';

/** What `@link` imports for these. */
export const SECURITY_DIRECTIVES = ['@authenticated', '@requiresScopes'];

const directive = (name: string, args: Readonly<Record<string, string>> = {}): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: name },
  arguments: Object.entries(args).map(([arg, value]) => ({
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: arg },
    value: parseConstValue(value),
  })),
});

/**
 * A router wants every scope of one of these lists: for each domain one that the gateway takes, or the one that stands
 * for all.
 */
const alternativesFor = (access: Access, domains: ReadonlySet<string>): string[][] => [
  ...[...domains].reduce<string[][]>(
    (lists, domain) => lists.flatMap((list) => scopesFor(access, domain).map((scope) => [...list, scope])),
    [[]],
  ),
  [EVERY_SCOPE],
];

const requiresScopes = (access: Access, domains: ReadonlySet<string>): ConstDirectiveNode =>
  directive('requiresScopes', { scopes: JSON.stringify(alternativesFor(access, domains)) });

const directiveOf = (parentDomain: string | undefined, field: GraphQLField<unknown, unknown>) => {
  const rest = annotationOf(field);
  if (rest?.kind === 'mutation' && rest.domain !== undefined) return requiresScopes('write', new Set([rest.domain]));
  const domains = [parentDomain, domainOfRead(rest, resourceOf(getNamedType(field.type))?.domain)].filter(
    (domain) => domain !== undefined,
  );
  if (domains.length > 0) return requiresScopes('read', new Set(domains));
  // What they need depends on the id.
  return rest?.kind === 'lookup' ? directive('authenticated') : undefined;
};

/**
 * Writes into the syntax tree, which the SDL is printed from, what the gateway checks itself: so that a router can
 * refuse before it asks.
 *
 * They stand on the fields of a type and not on the type, nor on the fields that an interface declares (`id` of
 * `Node`): composers join what the types of an interface ask for, and write out every combination of the alternatives,
 * 3ⁿ lists for n parts of REST.
 */
export const addSecurityDirectives = (schema: GraphQLSchema): void => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || !type.astNode) continue;
    const { astNode } = type;
    const declared = type.getFields();
    const shared = new Set(type.getInterfaces().flatMap((each) => Object.keys(each.getFields())));
    const fields = (astNode.fields ?? []).map((node) => {
      const field = declared[node.name.value];
      const added = field && !shared.has(field.name) && directiveOf(resourceOf(type)?.domain, field);
      return added ? { ...node, directives: [...(node.directives ?? []), added] } : node;
    });
    type.astNode = { ...astNode, fields };
  }
};
