import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { CompiledDocument } from '../execute/compiled-document.ts';
import { Plan } from '../graph/plan/plan.ts';
import { scrub } from '../stripe/scrub.ts';

const MAX_NAME = 64;

/** One operation of a document. */
export interface KnownOperation {
  readonly definition: OperationDefinitionNode;
  readonly type: 'query' | 'mutation' | 'subscription';
  /**
   * As the caller named it, cut to a length and without keys: for logs and spans, which anyone could write one into.
   */
  readonly name: string | undefined;
}

/**
 * Everything that depends on the text of a document alone, made once for all who send it. What is costly and not always
 * needed is made when it is first asked for.
 */
export class KnownDocument {
  readonly document: DocumentNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly #operations: readonly KnownOperation[];
  readonly #plans = new Map<OperationDefinitionNode, Plan>();
  #compiled: CompiledDocument | undefined;

  constructor(document: DocumentNode) {
    // Without a prototype, so that no fragment is called `constructor` that nobody has written.
    const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
    const operations: KnownOperation[] = [];
    for (const each of document.definitions) {
      if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each;
      if (each.kind !== Kind.OPERATION_DEFINITION) continue;
      const name = scrub(each.name?.value ?? '').slice(0, MAX_NAME) || undefined;
      operations.push({ definition: each, type: each.operation, name });
    }
    this.document = document;
    this.fragments = fragments;
    this.#operations = operations;
  }

  /** The operation of that name, or the only one; undefined when it is not clear which is meant. */
  operation(name: string | null | undefined): KnownOperation | undefined {
    const operations = this.#operations;
    if (name === null || name === undefined) return operations.length === 1 ? operations[0] : undefined;
    return operations.find(({ definition }) => definition.name?.value === name);
  }

  /** What one of its operations costs and expands, under the one schema that it is known to fit. */
  planOf(definition: OperationDefinitionNode, schema: GraphQLSchema): Plan {
    const known = this.#plans.get(definition);
    if (known) return known;
    const plan = new Plan(schema, definition, this.fragments);
    this.#plans.set(definition, plan);
    return plan;
  }

  /** What executes it, under that same schema. */
  compiledFor(schema: GraphQLSchema): CompiledDocument {
    this.#compiled ??= new CompiledDocument(schema, this.document);
    return this.#compiled;
  }

  /** How many fields it is compiled into so far: it grows while it is executed. */
  get compiledFields(): number {
    return this.#compiled?.fields ?? 0;
  }
}
