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
import { annotationOf } from './annotations.ts';
import { checkedPage, type PageArguments, type PageRequest } from './page.ts';

/** The parts of an operation that its selections are read with. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly variableValues: Record<string, unknown>;
  readonly maxPageSize: number;
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

/** What is selected on a connection's items, through `edges { node }` and `nodes` alike. */
export const itemSelection = (
  operation: Operation,
  connection: GraphQLNamedType,
  nodes: Nodes,
): { type: GraphQLNamedType; nodes: Nodes } | undefined => {
  if (!isObjectType(connection)) return undefined;
  const items: FieldNode[] = [];
  let type: GraphQLNamedType | undefined;
  const collect = (field: Field, selected: Nodes): void => {
    type = getNamedType(field.type);
    items.push(...selected);
  };
  for (const selected of subFields(operation, connection, nodes).values()) {
    const field = fieldOf(connection, selected);
    if (field?.name === 'nodes') collect(field, selected);
    const edge = field?.name === 'edges' ? getNamedType(field.type) : undefined;
    if (!isObjectType(edge)) continue;
    for (const selectedInEdge of subFields(operation, edge, selected).values()) {
      const node = fieldOf(edge, selectedInEdge);
      if (node?.name === 'node') collect(node, selectedInEdge);
    }
  }
  return type && { type, nodes: items };
};
