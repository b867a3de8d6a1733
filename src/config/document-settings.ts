import { absent, oneOf, type SettingsOf, text } from './setting.ts';

export const documentSettings = {
  persistedDocumentsFile: text(
    'PERSISTED_DOCUMENTS_FILE',
    { otherwise: absent() },
    "JSON file with documents that callers may name in place of sending them: Apollo's manifest, or an object of texts by their ids. Each is checked at start.",
  ),
  persistedOnly: oneOf(
    'PERSISTED_ONLY',
    ['true', 'mutations', 'false'],
    'false',
    '`true` executes no other document, `mutations` no other mutation; but for callers with the scope `documents:any`.',
  ),
};

/** Documents that are known before anyone sends them. */
export type DocumentSettings = SettingsOf<typeof documentSettings>;

/** What is wrong with variables that are right one by one, but do not go together. */
export const documentProblems = (given: Readonly<Record<string, string | undefined>>): string[] => {
  const { PERSISTED_DOCUMENTS_FILE: file, PERSISTED_ONLY: only = 'false' } = given;
  if (file !== undefined || only === 'false') return [];
  return ['PERSISTED_ONLY is set without PERSISTED_DOCUMENTS_FILE, so that nothing could be executed: set both.'];
};
