import { OperationTypeNode } from 'graphql';
import { schema } from '../../src/schema.ts';
import { type Printed, print, type Style } from './random-operation/print.ts';
import { Selector } from './random-operation/selections.ts';
import { Tape } from './random-operation/tape.ts';

/** One operation, to be written in any of the styles. */
export type RandomOperation = (style: Style) => Printed;

const { QUERY, MUTATION } = OperationTypeNode;

/** The operation that these choices make. The schema alone decides what can be in it. */
export const randomOperation = (choices: readonly number[]): RandomOperation & { readonly writes: boolean } => {
  const tape = new Tape(choices);
  const operation = tape.chance(6) ? MUTATION : QUERY;
  const root = schema.getRootType(operation);
  if (!root) throw new Error(`The schema has no ${operation}.`);
  const selections = new Selector(schema, tape).root(root);
  return Object.assign((style: Style) => print(operation, selections, style), { writes: operation === MUTATION });
};
