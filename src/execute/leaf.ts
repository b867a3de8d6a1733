import {
  GraphQLBoolean,
  type GraphQLEnumType,
  type GraphQLLeafType,
  type GraphQLScalarType,
  GraphQLString,
  isEnumType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { Execution } from './execution.ts';
import { writePlain, writeString, writeValue } from './json-text.ts';

/** Writes a value that is neither null nor an error. */
export type WriteLeaf = (execution: Execution, value: unknown) => string;

const writeSerialized = (execution: Execution, type: GraphQLLeafType, value: unknown): string => {
  const serialized: unknown = type.serialize(value);
  if (serialized === null || serialized === undefined) {
    throw new Error(
      `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(serialized)}`,
    );
  }
  return writeValue(execution, serialized);
};

const compileEnum = (type: GraphQLEnumType): WriteLeaf => {
  const texts = new Map<unknown, string>(type.getValues().map(({ value, name }) => [value, `"${name}"`]));
  return (execution, value) => {
    const text = texts.get(value);
    return text === undefined ? writeSerialized(execution, type, value) : writePlain(execution, text);
  };
};

const compileScalar = (type: GraphQLScalarType): WriteLeaf => {
  // Of their own kind these two let every value pass as it is.
  if (type === GraphQLString) {
    return (execution, value) =>
      typeof value === 'string' ? writeString(execution, value) : writeSerialized(execution, type, value);
  }
  if (type === GraphQLBoolean) {
    return (execution, value) =>
      typeof value === 'boolean'
        ? writePlain(execution, value ? 'true' : 'false')
        : writeSerialized(execution, type, value);
  }
  return (execution, value) => writeSerialized(execution, type, value);
};

const compiled = new WeakMap<GraphQLLeafType, WriteLeaf>();

/** How values of that type are written. It depends on the type alone. */
export const compileLeaf = (type: GraphQLLeafType): WriteLeaf => {
  const known = compiled.get(type);
  if (known) return known;
  const write = isEnumType(type) ? compileEnum(type) : compileScalar(type);
  compiled.set(type, write);
  return write;
};
