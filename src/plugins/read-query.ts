import { fromJson, type JsonSizeLimits, notJson } from './request-json.ts';
import type { SentParams } from './sent-params.ts';

/** URLSearchParams replaces what is not UTF-8 by a letter of its own; so it is looked at before. */
const checkQuery = (query: string): void => {
  try {
    decodeURIComponent(query);
  } catch {
    throw notJson();
  }
  if (/[^\x20-\x7e]/.test(query)) throw notJson();
};

/** What a GET says in the query string of its address. */
export const readQuery = (address: string, limits: JsonSizeLimits): SentParams => {
  const [, query = ''] = /\?([^#]*)/.exec(address) ?? [];
  checkQuery(query);
  const given = new URLSearchParams(query);
  const json = (name: string) => {
    const text = given.get(name);
    return text === null || text === '' ? undefined : (fromJson(text, limits) as Record<string, unknown>);
  };
  return {
    operationName: given.get('operationName') || undefined,
    query: given.get('query') || undefined,
    variables: json('variables'),
    extensions: json('extensions'),
    documentId: given.get('documentId') || undefined,
  } as SentParams;
};
