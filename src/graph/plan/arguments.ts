import type { GraphQLField } from 'graphql';
import { argumentReader, holdsVariable } from '../../argument-values.ts';
import type { Nodes } from './nodes-map.ts';

type Values = Record<string, unknown>;

/** The arguments of a selected field, with variables and defaults filled in. */
export interface Arguments {
  readonly read: (variableValues: Values) => Readonly<Values>;
  /** Whether they can differ from one execution to the next. */
  readonly haveVariables: boolean;
}

/** Arguments without a variable are read once, for all executions of the document. */
export const compileArguments = (field: GraphQLField<unknown, unknown>, [node]: Nodes): Arguments => {
  const reader = node && argumentReader(field, node);
  /** None when a value cannot be read: execution refuses it. */
  const read = (variableValues: Values): Values => {
    try {
      return reader?.read(variableValues) ?? {};
    } catch {
      return {};
    }
  };
  if (node?.arguments?.some(({ value }) => holdsVariable(value))) return { read, haveVariables: true };
  const constant = field.args.length === 0 ? {} : read({});
  return { read: () => constant, haveVariables: false };
};
