import type { Plugin } from 'graphql-yoga';
import type { IdentifyCaller } from './identify-caller.ts';

/** Finds out who asks before the request is read. Whom it does not know, nothing is parsed for. */
export const useCaller = (identifyCaller: IdentifyCaller): Plugin => ({
  onRequestParse: ({ request }) => identifyCaller(request),
});
