import type { Asked } from './graphiql.ts';

/** What is written in the editors, or why it cannot be sent. */
export type Written =
  | { readonly asked: Asked; readonly headers: Readonly<Record<string, string>> }
  | { readonly wrong: string };

const textOf = (name: string): string =>
  monaco.editor
    .getModels()
    .find(({ uri }) => uri.path.endsWith(name))
    ?.getValue() ?? '';

/** An editor's JSON, where an empty one is an empty object; undefined when it is none. */
const readJson = (name: string): Record<string, unknown> | undefined => {
  const text = textOf(name);
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
};

/** @param operationName the one at the cursor, where there are several */
export const readEditors = (operationName: string | undefined): Written => {
  const variables = readJson('variables.json');
  const headers = readJson('request-headers.json');
  if (variables === undefined) return { wrong: 'The variables are no JSON.' };
  if (headers === undefined) return { wrong: 'The headers are no JSON.' };
  const query = textOf('operation.graphql');
  return { asked: { query, variables, operationName }, headers: headers as Record<string, string> };
};
