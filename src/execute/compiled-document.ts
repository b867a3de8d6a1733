import {
  assertValidSchema,
  type DocumentNode,
  GraphQLError,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import type { Answer } from './answer.ts';
import { CompiledOperation, type Run } from './compiled-operation.ts';
import { Meter } from './meter.ts';
import { fragmentsOf, type OperationForm, operationOf } from './operation-form.ts';

/** Of `@skip` and `@include` by variables: who sends more combinations than this has the first one compiled anew. */
const MAX_VARIANTS = 8;
/** As in graphql-js. */
const MAX_VARIABLE_ERRORS = 50;

export interface ExecutionRequest extends Pick<Run, 'notBegun'> {
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
  /** The same as `getVariableValues` has read them, where it has been asked before. */
  readonly coerced?: Record<string, unknown> | undefined;
  readonly contextValue?: unknown;
  readonly rootValue?: unknown;
  /** When it aborts, no further field of a mutation is begun. */
  readonly signal?: Pick<AbortSignal, 'aborted'> | undefined;
  /**
   * Bytes of the answer's data at which the operation is ended. What was written below a place that became null counts
   * too.
   */
  readonly maxBytes: number;
  /** The error that ends it. */
  readonly tooLarge: () => GraphQLError;
  /** Whether there is room for so many bytes of it beside what others hold; there is unless told otherwise. */
  readonly hold?: (bytes: number) => boolean;
  /** The error that ends it where there is none. */
  readonly noMemory?: () => GraphQLError;
}

/** Variables that decide, somewhere in the document, whether something is selected. */
const conditionsOf = (document: DocumentNode): string[] => {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value !== GraphQLSkipDirective.name && name.value !== GraphQLIncludeDirective.name) return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
};

/** A document as functions that resolve, complete and write JSON in one go, compiled as far as it is executed. */
export class CompiledDocument {
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  readonly #fragments: OperationForm['fragments'];
  readonly #conditions: readonly string[];
  /** Those that have been asked for, by the name that was given. */
  readonly #operations = new Map<string | null | undefined, OperationDefinitionNode>();
  readonly #variants = new Map<string, CompiledOperation>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    assertValidSchema(schema);
    this.#schema = schema;
    this.#document = document;
    this.#fragments = fragmentsOf(document);
    this.#conditions = conditionsOf(document);
  }

  /** How many fields it has in memory. */
  get fields(): number {
    let sum = 0;
    for (const { fields } of this.#variants.values()) sum += fields;
    return sum;
  }

  /** As graphql-js executes it: at once, if nothing in it has to be waited for. */
  execute(request: ExecutionRequest): Answer | Promise<Answer> | { readonly errors: readonly GraphQLError[] } {
    const operation = this.#operation(request.operationName);
    if (operation instanceof GraphQLError) return { errors: [operation] };
    const { errors, coerced } = this.#variables(operation, request);
    if (errors) return { errors };
    return this.#variant(operation, coerced).execute({
      context: request.contextValue,
      rootValue: request.rootValue,
      variableValues: coerced,
      meter: new Meter(request),
      signal: request.signal,
      notBegun: request.notBegun,
    });
  }

  #operation(name: string | null | undefined): OperationDefinitionNode | GraphQLError {
    const known = this.#operations.get(name);
    if (known) return known;
    const operation = operationOf(this.#document, name);
    // A name that is none may be any text, and is not kept.
    if (!(operation instanceof GraphQLError)) this.#operations.set(name, operation);
    return operation;
  }

  #variables(operation: OperationDefinitionNode, { variableValues, coerced }: ExecutionRequest) {
    if (coerced) return { coerced };
    return getVariableValues(this.#schema, operation.variableDefinitions ?? [], variableValues ?? {}, {
      maxErrors: MAX_VARIABLE_ERRORS,
    });
  }

  #variant(operation: OperationDefinitionNode, variableValues: Record<string, unknown>): CompiledOperation {
    const name = operation.name?.value ?? '';
    if (this.#conditions.length === 0) return this.#compiled(name, operation, {});
    const conditions = Object.fromEntries(
      this.#conditions.flatMap((name) => (Object.hasOwn(variableValues, name) ? [[name, variableValues[name]]] : [])),
    );
    return this.#compiled(name + JSON.stringify(conditions), operation, conditions);
  }

  #compiled(key: string, operation: OperationDefinitionNode, conditions: OperationForm['conditions']) {
    const known = this.#variants.get(key);
    if (known) return known;
    const [oldest] = this.#variants.keys();
    if (this.#variants.size >= MAX_VARIANTS && oldest !== undefined) this.#variants.delete(oldest);
    const compiled = new CompiledOperation({
      schema: this.#schema,
      fragments: this.#fragments,
      operation,
      conditions,
    });
    this.#variants.set(key, compiled);
    return compiled;
  }
}
