import {
  type FieldNode,
  type GraphQLField,
  getArgumentValues,
  isRequiredArgument,
  Kind,
  type ValueNode,
  valueFromAST,
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

/** An argument, and the variable or the value that it is. */
interface Given {
  readonly argument: string;
  readonly variable?: string;
  readonly value?: unknown;
}

const isPrimitive = (value: unknown): boolean => value !== undefined && (typeof value !== 'object' || value === null);

/** What an argument is always read as; undefined where it is not one value that nobody can change. */
const constantOf = (argument: string, value: unknown): Given | undefined =>
  isPrimitive(value) ? { argument, value } : undefined;

/** Each argument that has a value; undefined where one of them has to be read anew each time. */
const givenIn = ({ args }: GraphQLField<unknown, unknown>, node: FieldNode): readonly Given[] | undefined => {
  const values = new Map(node.arguments?.map(({ name, value }) => [name.value, value]));
  const all: Given[] = [];
  for (const argument of args) {
    const { name, type, defaultValue } = argument;
    const value = values.get(name);
    if (value === undefined && defaultValue === undefined && !isRequiredArgument(argument)) continue;
    let given: Given | undefined;
    if (value === undefined) given = constantOf(name, defaultValue);
    else if (value.kind === Kind.VARIABLE) given = { argument: name, variable: value.name.value };
    else if (!holdsVariable(value)) given = constantOf(name, valueFromAST(value, type));
    if (given === undefined) return undefined;
    all.push(given);
  }
  return all;
};

export interface ArgumentReader {
  readonly read: (variableValues: Values) => Values;
  /** Whether to read them is no more than to put variables in their places. */
  readonly isPlain: boolean;
}

/**
 * How one field of a document reads its arguments: as graphql-js does, which looks up anew for each value what the
 * document alone says. A variable is read already when the operation begins, so that an argument that is one only has
 * to be put in its place, and so is a constant.
 */
export const argumentReader = (field: GraphQLField<unknown, unknown>, node: FieldNode): ArgumentReader => {
  const all = givenIn(field, node);
  if (all === undefined) {
    return { read: (variableValues) => getArgumentValues(field, node, variableValues), isPlain: false };
  }
  const read = (variableValues: Values): Values => {
    const args: Values = {};
    for (const { argument, variable, value: constant } of all) {
      if (variable === undefined) {
        args[argument] = constant;
        continue;
      }
      const value = Object.hasOwn(variableValues, variable) ? variableValues[variable] : undefined;
      // A default may stand in its place, or an error.
      if (value === undefined || value === null) return getArgumentValues(field, node, variableValues);
      args[argument] = value;
    }
    return args;
  };
  return { read, isPlain: all.every(({ variable }) => variable !== undefined) };
};
