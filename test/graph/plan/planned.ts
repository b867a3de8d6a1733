import {
  type FieldNode,
  type GraphQLResolveInfo,
  getNamedType,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { annotationOf } from '../../../src/graph/annotations.ts';
import { estimateCost } from '../../../src/graph/plan/cost.ts';
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
  readonly expand: Readonly<Record<string, readonly string[]>>;
}

const MAX_PAGE_SIZE = 1000;

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
  const operation = { schema, fragments, variableValues: variables, maxPageSize: MAX_PAGE_SIZE, caller };
  const { byField, wrong } = estimateCost(operation, definition);
  if (wrong.length > 0) throw wrong[0];

  const planner = new Planner(MAX_PAGE_SIZE, caller);
  const expand: Record<string, readonly string[]> = {};
  const types = new TypeInfo(schema);
  const enter = (node: FieldNode): void => {
    const parentType = types.getParentType();
    const returnType = types.getType();
    if (!parentType || !returnType || !getNamedType(returnType) || node.name.value === '__typename') return;
    const info = { schema, fragments, variableValues: variables, fieldNodes: [node], fieldName: node.name.value };
    const expansions = expansionsAt(planner, { ...info, parentType, returnType } as unknown as GraphQLResolveInfo);
    if (expansions && expansions.length > 0) expand[`${parentType.name}.${node.name.value}`] = [...expansions].sort();
  };
  visit(document, visitWithTypeInfo(types, { Field: { enter } }));
  return { calls: Object.fromEntries(byField.map(({ coordinate, calls }) => [coordinate, calls])), expand };
};
