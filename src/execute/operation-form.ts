import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNullableType,
  isLeafType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { WriteSelection } from './writers.ts';

export type Field = GraphQLField<unknown, unknown>;

/**
 * What fields of one operation are compiled with. It knows no values of variables but those of its `@skip` and
 * `@include`.
 */
export interface OperationForm {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly operation: OperationDefinitionNode;
  /** Values of the variables by which selections are left out. */
  readonly conditions: Readonly<Record<string, unknown>>;
  /** Fields that have been compiled so far: each when it is first come to. */
  fields: number;
  /**
   * Compiles what is selected on the objects of a field. It stands here since fields and selections are made of one
   * another.
   */
  readonly compileSelection: CompileSelection;
}

export type CompileSelection = (
  form: OperationForm,
  type: GraphQLObjectType,
  nodesByKey: ReadonlyMap<string, readonly FieldNode[]>,
  depth: number,
) => WriteSelection;

/** A field in its place in an operation. */
export interface Site {
  readonly form: OperationForm;
  readonly parentType: GraphQLObjectType;
  readonly field: Field;
  /** Every selection that is merged into it. One array for each site: the planner remembers by it. */
  readonly nodes: readonly FieldNode[];
  /** The key in the answer. */
  readonly key: string;
  /** 1 for a root field; a list does not count. */
  readonly depth: number;
  /** Its number among the fields of the form. */
  readonly number: number;
}

/**
 * Whether an answer that grows beyond its bound is cut off at this site. A query ends as a whole. Of a mutation nobody
 * may lose what was done: the leaves of its payload are always written, and so are those of all other mutations of the
 * operation. What is cut off is the object in the payload: the error stands in its place.
 */
export const isCutHere = ({ form, depth, field }: Site): boolean =>
  depth === 2 && form.operation.operation === OperationTypeNode.MUTATION && !isLeafType(getNullableType(field.type));

/** The operation of that name, or the only one; else the error that graphql-js words. */
export const operationOf = (
  document: DocumentNode,
  operationName: string | null | undefined,
): OperationDefinitionNode | GraphQLError => {
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const named = operationName !== null && operationName !== undefined;
  if (!named && operations.length > 1) {
    return new GraphQLError('Must provide operation name if query contains multiple operations.');
  }
  const found = named ? operations.findLast(({ name }) => name?.value === operationName) : operations[0];
  if (found) return found;
  return new GraphQLError(named ? `Unknown operation named "${operationName}".` : 'Must provide an operation.');
};

export const fragmentsOf = (document: DocumentNode): OperationForm['fragments'] => {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const each of document.definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each;
  }
  return fragments;
};

/** The schema's field, or one of the three that every schema has. */
export const fieldOf = (
  { schema }: OperationForm,
  parentType: GraphQLObjectType,
  { name: { value: name } }: FieldNode,
): Field | undefined => {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (schema.getQueryType() === parentType) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return parentType.getFields()[name];
};
