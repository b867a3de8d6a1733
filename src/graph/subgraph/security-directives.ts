import {
  type ConstDirectiveNode,
  type GraphQLField,
  GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parseConstValue,
} from 'graphql';
import type { Access } from '../../access.ts';
import { annotationOf, resourceOf } from '../annotations.ts';
import { scopesFor } from '../caller.ts';

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

/** Any one of the scopes will do. */
const requiresScopes = (access: Access, domain: string): ConstDirectiveNode =>
  directive('requiresScopes', { scopes: JSON.stringify(scopesFor(access, domain).map((scope) => [scope])) });

const directiveOf = (parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>) => {
  const rest = annotationOf(field);
  if (rest?.kind === 'mutation' && rest.domain !== undefined) return requiresScopes('write', rest.domain);
  // Where items belong where their parent does, the parent has asked.
  if (rest?.kind === 'list' && rest.domain !== undefined && rest.domain !== resourceOf(parent)?.domain) {
    return requiresScopes('read', rest.domain);
  }
  if (rest?.kind === 'lookup' && rest.domain !== undefined) return requiresScopes('read', rest.domain);
  // What they need depends on the id.
  return rest?.kind === 'lookup' && !isObjectType(field.type) ? directive('authenticated') : undefined;
};

/** Writes into the syntax tree, which the SDL is printed from, what the gateway checks itself: so that a router can refuse before it asks. */
export const addSecurityDirectives = (schema: GraphQLSchema): void => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || !type.astNode) continue;
    const { astNode } = type;
    const domain = resourceOf(type)?.domain;
    const own = domain === undefined ? [] : [requiresScopes('read', domain)];
    const declared = type.getFields();
    const fields = (astNode.fields ?? []).map((node) => {
      const field = declared[node.name.value];
      const added = field && directiveOf(type, field);
      return added ? { ...node, directives: [...(node.directives ?? []), added] } : node;
    });
    type.astNode = { ...astNode, fields, directives: [...(astNode.directives ?? []), ...own] };
  }
};
