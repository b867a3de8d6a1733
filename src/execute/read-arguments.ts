import { getArgumentValues, Kind, type ValueNode } from 'graphql';
import type { Execution } from './execution.ts';
import type { Site } from './operation-form.ts';

type Arguments = Record<string, unknown>;

const NONE: Arguments = Object.freeze({});

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

const isPrimitive = (value: unknown): boolean =>
  value === null || (typeof value !== 'object' && typeof value !== 'function');

/**
 * How a field reads its arguments. What does not change is read once: for the whole document where no variable is in it, else for the whole
 * execution. An object that was made of a literal is made anew each time: a resolver may change it.
 */
export const compileArguments = ({ field, nodes, number }: Site): ((execution: Execution) => Arguments) => {
  const [node] = nodes;
  if (field.args.length === 0 || node === undefined) return () => NONE;
  const read = ({ shared }: Execution): Arguments => getArgumentValues(field, node, shared.variableValues);
  const given = new Map(node.arguments?.map((each) => [each.name.value, each.value]));
  const canBeKept = (args: Arguments): boolean =>
    Object.entries(args).every(
      ([name, value]) => isPrimitive(value) || (given.get(name)?.kind ?? Kind.VARIABLE) === Kind.VARIABLE,
    );
  if ([...given.values()].some(holdsVariable)) {
    return (execution) => {
      const { argumentsByField } = execution.shared;
      const known = argumentsByField[number];
      if (known) return { ...known };
      const args = read(execution);
      if (canBeKept(args)) argumentsByField[number] = { ...args };
      return args;
    };
  }
  try {
    const constant = getArgumentValues(field, node);
    return canBeKept(constant) ? () => ({ ...constant }) : read;
  } catch {
    // Each execution is to have an error of its own.
    return read;
  }
};
