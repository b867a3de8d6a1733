import { collectSubFields } from '@graphql-tools/utils';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { annotationOf, resourceOf } from '../annotations.ts';
import { type Caller, may } from '../caller.ts';
import { checkedPage, type PageArguments, type PageRequest } from '../page.ts';

/** The parts of an operation that its selections are read with. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly variableValues: Record<string, unknown>;
  readonly maxPageSize: number;
  /** For whom. */
  readonly caller: Pick<Caller, 'scopes'>;
}

/** The places in the document where one field is selected; what is selected below them is one selection. */
export type Nodes = readonly FieldNode[];

type Field = GraphQLField<unknown, unknown>;

/** The fields selected on `type`, by response key: fragments, `@skip` and `@include` resolved. */
export const subFields = (operation: Operation, type: GraphQLObjectType, nodes: Nodes): Map<string, FieldNode[]> =>
  collectSubFields(operation.schema, operation.fragments, operation.variableValues, type, nodes as FieldNode[]).fields;

/** The operation itself as if it were a field, so that its root can be read like any other selection. */
export const rootNodes = ({ operation, selectionSet }: OperationDefinitionNode): Nodes => [
  { kind: Kind.FIELD, name: { kind: Kind.NAME, value: operation }, selectionSet },
];

/** Undefined for `__typename`. */
export const fieldOf = (type: GraphQLObjectType, nodes: Nodes): Field | undefined =>
  type.getFields()[nodes[0]?.name.value ?? ''];

/** The field's arguments with variables and defaults filled in; none when a value cannot be read, which execution refuses. */
export const argumentsOf = (operation: Operation, field: Field, nodes: Nodes): Record<string, unknown> => {
  try {
    return nodes[0] === undefined ? {} : getArgumentValues(field, nodes[0], operation.variableValues);
  } catch {
    return {};
  }
};

/** The page that is asked of a connection. Throws BAD_USER_INPUT when the arguments are wrong. */
export const requestedPage = (operation: Operation, field: Field, prefix: string, nodes: Nodes): PageRequest =>
  checkedPage(argumentsOf(operation, field, nodes) as PageArguments, prefix, operation.maxPageSize);

const hasCursor = (operation: Operation, field: Field, nodes: Nodes): boolean => {
  const { after, before } = argumentsOf(operation, field, nodes);
  return typeof after === 'string' || typeof before === 'string';
};

/** Whether the caller may see objects of that type: what they may not is not asked for. */
export const mayRead = ({ caller }: Operation, type: GraphQLNamedType): boolean => {
  const domain = resourceOf(type)?.domain;
  return domain === undefined || may(caller, 'read', domain);
};

/** Whether what is selected below a reference can be answered from the id alone. */
export const isFree = (operation: Operation, type: GraphQLNamedType, nodes: Nodes): boolean => {
  if (isAbstractType(type)) {
    return operation.schema.getPossibleTypes(type).every((possible) => isFree(operation, possible, nodes));
  }
  if (!isObjectType(type)) return true;
  for (const selected of subFields(operation, type, nodes).values()) {
    const field = fieldOf(type, selected);
    const rest = field && annotationOf(field);
    if (field === undefined || rest?.kind === 'derived') continue;
    if (rest?.kind !== 'list' || !rest.needsOnlyId) return false;
    if (rest.embedded && !hasCursor(operation, field, selected)) return false;
  }
  return true;
};

/** One place where the items of a connection are selected. */
export interface ItemSelection {
  readonly type: GraphQLNamedType;
  readonly nodes: Nodes;
}

/**
 * Every place where the items of a connection are selected: `edges { node }` and `nodes`, each perhaps
 * under several aliases. They are kept apart, for one response key can mean different fields in two of them.
 */
export const itemSelections = (operation: Operation, connection: GraphQLNamedType, nodes: Nodes): ItemSelection[] => {
  if (!isObjectType(connection)) return [];
  return [...subFields(operation, connection, nodes).values()].flatMap((selected) => {
    const field = fieldOf(connection, selected);
    if (field?.name === 'nodes') return [{ type: getNamedType(field.type), nodes: selected }];
    const edge = field?.name === 'edges' ? getNamedType(field.type) : undefined;
    if (!isObjectType(edge)) return [];
    return [...subFields(operation, edge, selected).values()].flatMap((selectedInEdge) => {
      const node = fieldOf(edge, selectedInEdge);
      return node?.name === 'node' ? [{ type: getNamedType(node.type), nodes: selectedInEdge }] : [];
    });
  });
};
