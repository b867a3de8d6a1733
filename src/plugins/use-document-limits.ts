import { type ASTNode, type DocumentNode, type GraphQLError, parse, type Source } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { DocumentCache } from './document-cache.ts';
import { type DocumentLimits, nodesOf, overLimit, refuseDocument } from './document-limits.ts';

export interface DocumentLimitsOptions extends DocumentLimits {
  /** Where graphql-yoga remembers documents. */
  readonly cache: DocumentCache;
}

/** graphql-js does not count comments, and half a million of them take longer to read than any query. One in a string counts as well. */
const hasTooManyComments = (text: string, max: number): boolean => {
  let found = 0;
  for (let at = text.indexOf('#'); at >= 0 && found <= max; at = text.indexOf('#', at + 1)) found += 1;
  return found > max;
};

/** graphql-js keeps the tokens, comments among them, in a chain below each node: a fifth of the memory, for printers of schemas. */
const letTokensGo = (nodes: readonly ASTNode[]): void => {
  for (const { loc } of nodes) {
    if (loc) Object.assign(loc, { startToken: undefined, endToken: undefined });
  }
};

const read = (source: string | Source, maxTokens: number): DocumentNode => {
  try {
    return parse(source, { maxTokens });
  } catch (error) {
    // The stack's end is a limit too, where MAX_TOKENS allows to nest that deep.
    const isTooMuch = error instanceof RangeError || /more tha[nt] \d+ tokens/.test((error as GraphQLError).message);
    throw isTooMuch ? overLimit('tokens', maxTokens) : error;
  }
};

/**
 * Refuses a document that holds too much before it is validated, which takes longer. These limits are the gateway's and the same for every
 * caller, as they must be: a document that has passed once is in the cache and is not looked at again.
 */
export const useDocumentLimits = ({ cache, ...limits }: DocumentLimitsOptions): Plugin => ({
  onParse: ({ setParseFn }) => {
    setParseFn((source: string | Source) => {
      const text = typeof source === 'string' ? source : source.body;
      if (hasTooManyComments(text, limits.maxTokens)) throw overLimit('tokens', limits.maxTokens);
      const document = read(source, limits.maxTokens);
      const nodes = nodesOf(document);
      const refusal = refuseDocument(document, nodes, limits);
      if (refusal) throw refusal;
      letTokensGo(nodes);
      return document;
    });
  },
  onValidate: ({ params }) => {
    const text = (params.documentAST as DocumentNode).loc?.source.body;
    return ({ valid }) => {
      // Remembering it would keep its errors as well, which can be larger than itself.
      if (!valid && text !== undefined) cache.delete(text);
    };
  },
});
