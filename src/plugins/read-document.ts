import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { type ErrorCode, withoutStacks } from '../graph/errors.ts';
import { type DocumentLimits, nodesOf, overLimit, refuseDocument } from './document-limits.ts';
import { NO_INTROSPECTION } from './introspection-rules.ts';
import { KnownDocument } from './known-document.ts';

/**
 * The most errors of a document that are told: enough to mend. To word an error takes longer than to validate a right
 * field.
 */
const MAX_VALIDATION_ERRORS = 20;

/**
 * graphql-js keeps the tokens, comments among them, in a chain below each node: a fifth of the memory, for printers of
 * schemas.
 */
const letTokensGo = (nodes: readonly ASTNode[]): void => {
  for (const { loc } of nodes) {
    if (loc) Object.assign(loc, { startToken: undefined, endToken: undefined });
  }
};

/** Changes the error in place: making a new one costs more than finding it. */
const withCode = (error: GraphQLError, code: ErrorCode): GraphQLError => {
  error.extensions.code = code;
  return error;
};

const parseDocument = (text: string, maxTokens: number): DocumentNode => {
  try {
    return withoutStacks(() => parse(text, { maxTokens }));
  } catch (error) {
    // The parser is recursive: where MAX_TOKENS allows deeper nesting, the stack is the limit.
    if (error instanceof RangeError) throw overLimit('tokens', maxTokens);
    if (!(error instanceof GraphQLError)) throw error;
    throw /more tha[nt] \d+ tokens/.test(error.message)
      ? overLimit('tokens', maxTokens)
      : withCode(error, 'GRAPHQL_PARSE_FAILED');
  }
};

/**
 * Reads a document. Throws GRAPHQL_PARSE_FAILED or DOCUMENT_LIMIT_EXCEEDED, before it is validated, which takes longer.
 */
export const readDocument = (text: string, limits: DocumentLimits): KnownDocument => {
  if (text.length > limits.maxDocumentCharacters) throw overLimit('characters', limits.maxDocumentCharacters);
  const document = parseDocument(text, limits.maxTokens);
  const nodes = nodesOf(document);
  const refusal = refuseDocument(document, nodes, limits);
  if (refusal) throw refusal;
  letTokensGo(nodes);
  return new KnownDocument(document);
};

/** What is wrong with a document, GRAPHQL_VALIDATION_FAILED each. */
export type Validate = (document: DocumentNode) => readonly GraphQLError[];

/** @param introspection whether the schema may be asked for; where not, messages suggest none of its names either */
export const createValidate = (schema: GraphQLSchema, introspection: boolean): Validate => {
  const rules: readonly ValidationRule[] = introspection ? specifiedRules : [...specifiedRules, ...NO_INTROSPECTION];
  const options = { maxErrors: MAX_VALIDATION_ERRORS, hideSuggestions: !introspection };
  return (document) =>
    withoutStacks(() => validate(schema, document, rules, options)).map((error) =>
      withCode(error, 'GRAPHQL_VALIDATION_FAILED'),
    );
};
