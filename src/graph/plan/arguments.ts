import { type GraphQLField, getArgumentValues, Kind, type ValueNode } from 'graphql';
import type { Nodes } from './nodes-map.ts';

type Values = Record<string, unknown>;

/** The arguments of a selected field, with variables and defaults filled in. */
export interface Arguments {
  readonly read: (variableValues: Values) => Readonly<Values>;
  /** Whether they can differ from one execution to the next. */
  readonly haveVariables: boolean;
}

const holdsVariable = (value: ValueNode): boolean => {
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

/** Arguments without a variable are read once, for all executions of the document. */
export const compileArguments = (field: GraphQLField<unknown, unknown>, [node]: Nodes): Arguments => {
  /** None when a value cannot be read: execution refuses it. */
  const read = (variableValues: Values): Values => {
    try {
      return node === undefined ? {} : getArgumentValues(field, node, variableValues);
    } catch {
      return {};
    }
  };
  if (node?.arguments?.some(({ value }) => holdsVariable(value))) return { read, haveVariables: true };
  const constant = field.args.length === 0 ? {} : read({});
  return { read: () => constant, haveVariables: false };
};
