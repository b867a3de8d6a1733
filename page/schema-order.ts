import type { Result } from './graphiql.ts';

interface IntrospectedType {
  readonly name: string;
  readonly fields: readonly { readonly name: string }[] | null;
}

const isForRouters = ({ name }: { readonly name: string }): boolean => name.startsWith('_');

/** What is for routers last: the docs would begin with it, and nobody who explores looks for it. */
const routersLast = <T extends { readonly name: string }>(all: readonly T[]): readonly T[] => [
  ...all.filter((each) => !isForRouters(each)),
  ...all.filter(isForRouters),
];

/** A schema in the order in which its docs are read. */
export const inReadingOrder = (result: Result): Result => {
  const schema = (result.data as { readonly __schema?: { readonly types: readonly IntrospectedType[] } } | undefined)
    ?.__schema;
  if (schema === undefined) return result;
  const types = routersLast(schema.types).map((type) => ({ ...type, fields: type.fields && routersLast(type.fields) }));
  return { ...result, data: { __schema: { ...schema, types } } };
};
