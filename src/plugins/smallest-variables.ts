import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromAST,
} from 'graphql';

const NUMBERS: ReadonlySet<string> = new Set(['Int', 'Float', 'SafeInt']);

/** The value of a type that asks for least, as an executor would have read it. */
const smallest = (type: GraphQLInputType, flag: boolean): unknown => {
  if (isNonNullType(type)) return smallest(type.ofType, flag);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.value;
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(needed.map((field) => [field.name, smallest(field.type, flag)]));
  }
  if (type.name === 'Boolean') return flag;
  return NUMBERS.has(type.name) ? 0 : '';
};

/**
 * Variables that ask for as little as an operation lets them: what has a default has it, what may be left out is left
 * out. Each Boolean that must be given is `flag`.
 */
export const smallestVariables = (
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  flag: boolean,
): Record<string, unknown> => {
  const values: Record<string, unknown> = {};
  for (const { variable, type: node, defaultValue } of variableDefinitions) {
    const type = typeFromAST(schema, node) as GraphQLInputType;
    if (defaultValue) values[variable.name.value] = valueFromAST(defaultValue, type);
    else if (isNonNullType(type)) values[variable.name.value] = smallest(type, flag);
  }
  return values;
};
