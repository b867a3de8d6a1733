import {
  type GraphQLError,
  type GraphQLLeafType,
  type GraphQLSchema,
  getNullableType,
  getVariableValues,
  isInputType,
  isLeafType,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';

type Values = Record<string, unknown>;

/** Variables as an executor takes them, or why they cannot be read. */
export type ReadVariables =
  | { readonly coerced: Values; readonly errors?: undefined }
  | { readonly coerced?: undefined; readonly errors: readonly GraphQLError[] };

/** A variable of a leaf type, which nearly all are. */
interface LeafVariable {
  readonly name: string;
  readonly type: GraphQLLeafType;
  readonly isRequired: boolean;
  readonly hasDefault: boolean;
}

const leafVariable = (
  schema: GraphQLSchema,
  { variable, type: node, defaultValue }: VariableDefinitionNode,
): LeafVariable | undefined => {
  const { value: name } = variable.name;
  // The one name that means something else when it is given a value.
  if (name === '__proto__') return undefined;
  // Only its overloads take a type by its kind.
  const type = typeFromAST(schema, node as never);
  if (!isInputType(type)) return undefined;
  const leaf = getNullableType(type);
  if (!isLeafType(leaf)) return undefined;
  return {
    name,
    type: leaf,
    isRequired: isNonNullType(type),
    hasDefault: defaultValue !== undefined,
  };
};

/**
 * Undefined where a value is not there, is null, or is none of its type: graphql-js knows whether that can be, and how
 * to say so.
 */
const readLeaves = (variables: readonly LeafVariable[], given: Readonly<Values>): Values | undefined => {
  const coerced: Values = {};
  for (const { name, type, isRequired, hasDefault } of variables) {
    if (!Object.hasOwn(given, name)) {
      if (isRequired || hasDefault) return undefined;
      continue;
    }
    const value = given[name];
    if (value === null || value === undefined) return undefined;
    try {
      coerced[name] = type.parseValue(value);
    } catch {
      return undefined;
    }
    if (coerced[name] === undefined) return undefined;
  }
  return coerced;
};

/**
 * How one operation reads its variables: as graphql-js does, which looks up their types anew for each execution. Values
 * of leaf types are handed to them at once.
 */
export const variableReader = (
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): ((given: Readonly<Values>, maxErrors: number) => ReadVariables) => {
  const leaves = definitions.map((definition) => leafVariable(schema, definition)).filter((leaf) => leaf !== undefined);
  const areLeaves = leaves.length === definitions.length;
  return (given, maxErrors) => {
    const coerced = areLeaves ? readLeaves(leaves, given) : undefined;
    return coerced ? { coerced } : (getVariableValues(schema, definitions, given, { maxErrors }) as ReadVariables);
  };
};
