import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getOperationAST,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { annotationOf } from '../../../src/graph/annotations.ts';
import { Plan } from '../../../src/graph/plan/plan.ts';
import { Planner } from '../../../src/graph/plan/planner.ts';
import { schema } from '../../../src/schema.ts';

export interface Given {
  readonly variables?: Record<string, unknown>;
  /** What the caller may; everything unless told otherwise. */
  readonly scopes?: readonly string[];
}

/** A plan: by field, how many REST calls it can cost at worst, and what its call expands. */
export interface Planned {
  readonly calls: Readonly<Record<string, number>>;
  /** How many values the answer can hold at worst. */
  readonly values: number;
  readonly expand: Readonly<Record<string, readonly string[]>>;
}

const MAX_PAGE_SIZE = 1000;

/** Every field that is selected anywhere in a document, with the type it is selected on. */
export const fieldsOf = (document: DocumentNode) => {
  const fields: { node: FieldNode; parent: GraphQLObjectType; field: GraphQLField<unknown, unknown> }[] = [];
  const types = new TypeInfo(schema);
  const enter = (node: FieldNode): void => {
    const parent = types.getParentType();
    const field = isObjectType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (isObjectType(parent) && field) fields.push({ node, parent, field });
  };
  visit(document, visitWithTypeInfo(types, { Field: { enter } }));
  return fields;
};

/** What a resolver would ask the planner at this field; undefined where it asks nothing. */
const expansionsAt = (planner: Planner, info: GraphQLResolveInfo): readonly string[] | undefined => {
  const field = info.parentType.getFields()[info.fieldName];
  const rest = field && annotationOf(field);
  switch (rest?.kind) {
    case 'list':
      return planner.expansionsOfItems(info);
    case 'lookup':
      return planner.expansionsOfObject(info);
    case 'reference':
      // One that can be expanded has a call of its own only where REST did not expand it.
      return rest.expandable ? undefined : planner.expansionsOfObject(info);
    case 'include':
      return planner.expansionsOfInclusion(info, rest.key, rest.variants);
    default:
      return undefined;
  }
};

/** Plans a query as a resolver of each of its fields would, with the schema alone: no server, no REST call. */
export const planned = (query: string, { variables = {}, scopes }: Given = {}): Planned => {
  const document = parse(query);
  const invalid = validate(schema, document);
  if (invalid.length > 0) throw invalid[0];
  const definition = getOperationAST(document) as OperationDefinitionNode;
  const fragments = Object.fromEntries(
    document.definitions.flatMap((each) => (each.kind === 'FragmentDefinition' ? [[each.name.value, each]] : [])),
  );
  const caller = { scopes: scopes === undefined ? ('all' as const) : new Set(scopes) };
  const plan = new Plan(schema, definition, fragments);
  const { callsByField, values, wrong } = plan.estimate({
    variableValues: variables,
    maxPageSize: MAX_PAGE_SIZE,
    caller,
  });
  if (wrong.length > 0) throw wrong[0];

  const planner = new Planner(MAX_PAGE_SIZE, caller);
  planner.follow(plan);
  const expand: Record<string, readonly string[]> = {};
  for (const { node, parent, field } of fieldsOf(document)) {
    const info = { schema, fragments, variableValues: variables, fieldNodes: [node], fieldName: field.name };
    const here = { ...info, parentType: parent, returnType: field.type } as unknown as GraphQLResolveInfo;
    const expansions = expansionsAt(planner, here);
    if (expansions && expansions.length > 0) expand[`${parent.name}.${field.name}`] = [...expansions].sort();
  }
  return { calls: Object.fromEntries(callsByField), values, expand };
};
