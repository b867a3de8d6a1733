import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  type OperationTypeNode,
} from 'graphql';
import type { Argument } from './arguments.ts';
import type { Selection } from './selections.ts';

/** How the values of an operation are written. */
export type Style = 'literal' | 'variable' | 'default';

export interface Printed {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

const literal = (value: unknown, type: GraphQLInputType | undefined): string => {
  const nullable = type && getNullableType(type);
  if (Array.isArray(value)) {
    const item = isListType(nullable) ? nullable.ofType : undefined;
    return `[${value.map((each) => literal(each, item)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(nullable) ? nullable.getFields() : {};
    return `{ ${Object.entries(value)
      .map(([name, each]) => `${name}: ${literal(each, fields[name]?.type)}`)
      .join(', ')} }`;
  }
  return isEnumType(nullable) && value !== null ? String(value) : JSON.stringify(value);
};

/** One operation in one style: the same question, whichever the style. */
export const print = (operation: OperationTypeNode, selections: readonly Selection[], style: Style): Printed => {
  const variables: Record<string, unknown> = {};
  const definitions: string[] = [];
  const written = (value: unknown, type: GraphQLInputType | undefined, typename: string): string => {
    if (style === 'literal') return literal(value, type);
    const name = `v${definitions.length + 1}`;
    // A default of null is nothing to a variable that is not given: the same, but not worth writing.
    const hasDefault = style === 'default' && value !== null;
    definitions.push(`$${name}: ${typename}${hasDefault ? ` = ${literal(value, type)}` : ''}`);
    if (!hasDefault) variables[name] = value;
    return `$${name}`;
  };
  // The same arguments twice must be the same variables, or the two fields could not be merged.
  const known = new Map<Argument, string>();
  const writeArgument = (arg: Argument): string => {
    const { name, value, type } = arg;
    const text = known.get(arg) ?? written(value, type, type.toString());
    known.set(arg, text);
    return `${name}: ${text}`;
  };
  const writeArguments = (args: readonly Argument[]): string =>
    args.length === 0 ? '' : `(${args.map(writeArgument).join(', ')})`;
  const write = (selection: Selection): string => {
    if (selection.kind === 'fragment') return `... on ${selection.on} ${writeAll(selection.selections)}`;
    const { alias, name, args, included } = selection;
    const head = `${alias === undefined ? '' : `${alias}: `}${name}${writeArguments(args)}`;
    const when = included && (included.by === 'include' ? included.when : !included.when);
    const directive = included ? ` @${included.by}(if: ${written(when, undefined, 'Boolean!')})` : '';
    return `${head}${directive}${selection.selections ? ` ${writeAll(selection.selections)}` : ''}`;
  };
  const writeAll = (all: readonly Selection[]): string => `{ ${all.map(write).join(' ')} }`;
  const body = writeAll(selections);
  const head = definitions.length === 0 ? '' : ` (${definitions.join(', ')})`;
  return { query: `${operation}${head} ${body}`, variables };
};
