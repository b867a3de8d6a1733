import {
  type FieldNode,
  type GraphQLField,
  getArgumentValues,
  isRequiredArgument,
  Kind,
  type ValueNode,
} from 'graphql';

type Values = Record<string, unknown>;

/** Whether a variable stands anywhere in it. */
export const holdsVariable = (value: ValueNode): boolean => {
  switch (value.kind) {
    case Kind.VARIABLE:
      return true;
    case Kind.LIST:
      return value.values.some(holdsVariable);
    case Kind.OBJECT:
      return value.fields.some((field) => holdsVariable(field.value));
    default:
      return false;
  }
};

/**
 * The names of arguments and of the variables that they are; undefined where one is anything else, or has a value
 * without being given.
 */
const variablesOf = ({ args }: GraphQLField<unknown, unknown>, node: FieldNode) => {
  const given = new Map(node.arguments?.map(({ name, value }) => [name.value, value]));
  const names: (readonly [argument: string, variable: string])[] = [];
  for (const argument of args) {
    const value = given.get(argument.name);
    if (value?.kind === Kind.VARIABLE) names.push([argument.name, value.name.value]);
    else if (value !== undefined || argument.defaultValue !== undefined || isRequiredArgument(argument))
      return undefined;
  }
  return names;
};

export interface ArgumentReader {
  readonly read: (variableValues: Values) => Values;
  /** Whether to read them is no more than to put variables in their places. */
  readonly isPlain: boolean;
}

/**
 * How one field of a document reads its arguments: as graphql-js does, which looks up anew for each value what the
 * document alone says. A variable is read already when the operation begins, so that an argument that is one only has
 * to be put in its place.
 */
export const argumentReader = (field: GraphQLField<unknown, unknown>, node: FieldNode): ArgumentReader => {
  const names = variablesOf(field, node);
  if (names === undefined) {
    return { read: (variableValues) => getArgumentValues(field, node, variableValues), isPlain: false };
  }
  const read = (variableValues: Values): Values => {
    const args: Values = {};
    for (const [argument, variable] of names) {
      const value = Object.hasOwn(variableValues, variable) ? variableValues[variable] : undefined;
      // A default may stand in its place, or an error.
      if (value === undefined || value === null) return getArgumentValues(field, node, variableValues);
      args[argument] = value;
    }
    return args;
  };
  return { read, isPlain: true };
};
