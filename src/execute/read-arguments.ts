import { Kind } from 'graphql';
import { argumentReader, holdsVariable } from '../argument-values.ts';
import type { Execution } from './execution.ts';
import type { Site } from './operation-form.ts';

type Arguments = Record<string, unknown>;

const NONE: Arguments = Object.freeze({});

const isPrimitive = (value: unknown): boolean =>
  value === null || (typeof value !== 'object' && typeof value !== 'function');

/**
 * How a field reads its arguments. What does not change is read once: for the whole document where no variable is in
 * it, else for the whole execution. An object that was made of a literal is made anew each time: a resolver may change
 * it.
 */
export const compileArguments = ({ field, nodes, number }: Site): ((execution: Execution) => Arguments) => {
  const [node] = nodes;
  if (field.args.length === 0 || node === undefined) return () => NONE;
  const reader = argumentReader(field, node);
  const read = ({ shared }: Execution): Arguments => reader.read(shared.variableValues);
  if (reader.isPlain) return read;
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
    const constant = reader.read({});
    return canBeKept(constant) ? () => ({ ...constant }) : read;
  } catch {
    // Each execution is to have an error of its own.
    return read;
  }
};
