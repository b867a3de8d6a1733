import { isEnumType } from 'graphql';
import { schema } from '../../src/schema.ts';

/** GraphQL's enums have one value more than REST's. */
const UNRECOGNIZED = 'unrecognized';

const keyOf = (values: readonly unknown[]): string =>
  values
    .filter((value) => value !== UNRECOGNIZED)
    .map(String)
    .toSorted()
    .join(' ');

/** Enums of the graph by their values. */
const enums = new Map(
  Object.values(schema.getTypeMap())
    .filter(isEnumType)
    .map((type) => [keyOf(type.getValues().map(({ value }) => value)), type.name]),
);

/**
 * A comment that says which type of the graph is like one that is about to be declared; empty where there is none.
 *
 * @param values of an enum. One value is too few to tell.
 */
export const likenessOf = (name: string, values: readonly string[] = []): string => {
  if (schema.getType(name) !== undefined) return `// TODO: the graph has a ${name}: import it, or rename this one.\n`;
  const same = values.length > 1 ? enums.get(keyOf(values)) : undefined;
  return same === undefined ? '' : `// TODO: ${same} has the same values: import it where they mean the same.\n`;
};
