import { readFileSync } from 'node:fs';
import type { GraphQLError } from 'graphql';
import { readJsonFile } from '../../auth/json-file.ts';
import type { Config } from '../../config/config.ts';
import type { KnownDocument, KnownOperation } from '../../plugins/known-document.ts';
import { judgePrepared } from '../../plugins/operation-limits.ts';
import { prepare } from '../../plugins/prepare.ts';
import { createValidate, readDocument } from '../../plugins/read-document.ts';
import { buildSchema } from '../../schema.ts';
import { drawCalls } from './draw-calls.ts';

export interface Explained {
  readonly lines: readonly string[];
  /** Whether the gateway would execute it. */
  readonly isGood: boolean;
}

export interface ExplainOptions {
  /** The file with the document. */
  readonly file: string;
  /** The JSON file with its variables. */
  readonly variables: string | undefined;
  /** The name of the operation, where there are several. */
  readonly operation: string | undefined;
}

const refusedFor = (errors: readonly GraphQLError[]): Explained => ({
  lines: errors.map(({ message, locations }) => {
    const [at] = locations ?? [];
    return at ? `${at.line}:${at.column} ${message}` : message;
  }),
  isGood: false,
});

const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const NO_VARIABLES = '--variables must be a file with a JSON object: the name of each variable, and its value.';

const titleOf = ({ type, name }: KnownOperation): string => (name === undefined ? `A ${type}` : `${type} ${name}`);

const explainOperation = (
  known: KnownDocument,
  asked: KnownOperation,
  variables: object,
  config: Config,
): Explained => {
  const schema = buildSchema(config);
  const errors = createValidate(schema, true)(known.document);
  if (errors.length > 0) return refusedFor(errors);
  const prepared = prepare(
    {
      schema,
      known,
      definition: asked.definition,
      variableValues: variables as Record<string, unknown>,
      // As somebody who may see everything: what a caller may not see is not asked for.
      context: { caller: { scopes: 'all' }, maxPageSize: config.maxPageSize },
    },
    config.maxValues,
  );
  if ('errors' in prepared) return refusedFor(prepared.errors);
  const refusals = judgePrepared(prepared, config);
  const { estimate } = refusals;
  if (estimate === undefined || estimate.wrong.length > 0) return refusedFor(refusals.errors);
  const title = `${titleOf(asked)}: ${estimate.calls} REST calls at most, ${estimate.values} values`;
  const calls = prepared.plan.calls(prepared.inputs);
  const lines = [title, ...drawCalls(calls), ...refusals.errors.map(({ message }) => message)];
  return { lines, isGood: refusals.errors.length === 0 };
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What an operation would cost and ask of REST, without asking. Throws a ConfigError when the file of variables is no
 * JSON.
 */
export const explain = ({ file, variables, operation }: ExplainOptions, config: Config): Explained => {
  const text = readText(file);
  if (text === undefined) return { lines: [`${file} cannot be read.`], isGood: false };
  let known: KnownDocument;
  try {
    known = readDocument(text, config);
  } catch (error) {
    return refusedFor([error as GraphQLError]);
  }
  const asked = known.operation(operation);
  if (asked === undefined) return { lines: [`Say by --operation which one of ${file} is meant.`], isGood: false };
  const given = variables === undefined ? {} : readJsonFile('--variables', variables);
  if (!isObject(given)) return { lines: [NO_VARIABLES], isGood: false };
  return explainOperation(known, asked, given, config);
};
