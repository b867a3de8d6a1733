import {
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  parse,
  type Source,
  type ValidationRule,
  validate,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { withoutStacks } from '../graph/errors.ts';
import type { DocumentCache } from './document-cache.ts';
import { type DocumentLimits, nodesOf, overLimit, refuseDocument } from './document-limits.ts';

export interface DocumentLimitsOptions extends DocumentLimits {
  /** Where valid documents are remembered. */
  readonly cache: DocumentCache;
  /** Leaves out of messages what they tell of the schema. */
  readonly hideSuggestions: boolean;
}

/** Whoever reads them has enough to mend, and each takes longer to word than a right field takes to be found right. */
const MAX_VALIDATION_ERRORS = 20;

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
 * Refuses a document that holds too much before it is validated, which takes longer. These limits, and all rules of the validation, are the
 * gateway's and the same for every caller, as they must be: a document that has passed once is in the cache and is not looked at again.
 */
export const useDocumentLimits = ({ cache, hideSuggestions, ...limits }: DocumentLimitsOptions): Plugin => ({
  onParse: ({ setParseFn }) => {
    setParseFn((source: string | Source) => {
      const text = typeof source === 'string' ? source : source.body;
      if (text.length > limits.maxDocumentCharacters) throw overLimit('characters', limits.maxDocumentCharacters);
      const document = read(source, limits.maxTokens);
      const nodes = nodesOf(document);
      const refusal = refuseDocument(document, nodes, limits);
      if (refusal) throw refusal;
      letTokensGo(nodes);
      return document;
    });
  },
  onValidate: ({ params, setValidationFn, setResult }) => {
    const document = params.documentAST as DocumentNode;
    const text = document.loc?.source.body;
    if (text !== undefined && cache.get(text) === document) {
      setResult([]);
      return undefined;
    }
    setValidationFn((schema: GraphQLSchema, unknown: DocumentNode, rules: ValidationRule[]) =>
      withoutStacks(() => validate(schema, unknown, rules, { maxErrors: MAX_VALIDATION_ERRORS, hideSuggestions })),
    );
    return ({ valid }) => {
      if (valid && text !== undefined) cache.set(text, document);
    };
  },
});
