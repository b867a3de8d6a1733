import {
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { type PlannedCall, plannedCalls } from './call-tree.ts';
import { conditionsOf } from './conditions.ts';
import { type Estimate, estimateCost } from './cost.ts';
import type { Inputs } from './inputs.ts';
import type { Nodes } from './nodes-map.ts';
import { type SelectedField, type Selection, Selections } from './selection.ts';
import { type ReadVariables, variableReader } from './variable-values.ts';

/**
 * How many selections are kept of one document, over all outcomes of its `@skip` and `@include`: half a megabyte, where
 * documents that people write have some dozens. One that has more is compiled again each time.
 */
const MAX_SELECTIONS = 1000;

/** The operation itself as if it were a field, so that its root can be read like any other selection. */
const rootNodes = ({ operation, selectionSet }: OperationDefinitionNode): Nodes => [
  { kind: Kind.FIELD, name: { kind: Kind.NAME, value: operation }, selectionSet },
];

/**
 * One operation of a document, compiled: fields looked up, fragments resolved, constant arguments read, constant
 * expansions remembered. It knows no caller and no variables, and may be kept for as long as the document is.
 */
export class Plan {
  readonly #schema: GraphQLSchema;
  readonly #definition: OperationDefinitionNode;
  readonly #fragments: Record<string, FragmentDefinitionNode>;
  readonly #conditions: readonly string[];
  readonly #root: Nodes;
  readonly #readVariables: ReturnType<typeof variableReader>;
  readonly #variants = new Map<string, Selections>();

  constructor(
    schema: GraphQLSchema,
    definition: OperationDefinitionNode,
    fragments: Record<string, FragmentDefinitionNode>,
  ) {
    this.#schema = schema;
    this.#definition = definition;
    this.#fragments = fragments;
    this.#conditions = conditionsOf([definition, ...Object.values(fragments)]);
    this.#root = rootNodes(definition);
    this.#readVariables = variableReader(schema, definition.variableDefinitions ?? []);
  }

  /** Its variables, as the executor takes them; else so many errors at most, and one that says that there are more. */
  readVariables(given: Readonly<Record<string, unknown>>, maxErrors: number): ReadVariables {
    return this.#readVariables(given, maxErrors);
  }

  /** The worst case of the operation, known before its first REST call. */
  estimate(inputs: Inputs): Estimate {
    const estimate = estimateCost(this.#rootSelection(inputs.variableValues), inputs);
    if (this.#size > MAX_SELECTIONS) this.#variants.clear();
    return estimate;
  }

  /** The REST calls of its worst case, as a tree. */
  calls(inputs: Inputs): readonly PlannedCall[] {
    return plannedCalls(this.#schema, this.#rootSelection(inputs.variableValues), inputs);
  }

  /** How many mutations it holds. */
  countMutations(variableValues: Record<string, unknown>): number {
    if (this.#definition.operation !== OperationTypeNode.MUTATION) return 0;
    return this.rootFields(variableValues).filter(({ rest }) => rest?.kind === 'mutation').length;
  }

  /** What it selects on its root type, but for what costs nothing and has nothing below it. */
  rootFields(variableValues: Record<string, unknown>): readonly SelectedField[] {
    return this.#rootSelection(variableValues)?.fields ?? [];
  }

  /** What is selected under these values of variables. */
  selections(variableValues: Record<string, unknown>): Selections {
    const key = this.#conditions.map((name) => String(variableValues[name])).join();
    const known = this.#variants.get(key);
    if (known) return known;
    const conditions = Object.fromEntries(this.#conditions.map((name) => [name, variableValues[name]]));
    const selections = new Selections(this.#schema, this.#fragments, conditions);
    this.#variants.set(key, selections);
    return selections;
  }

  get #size(): number {
    let size = 0;
    for (const selections of this.#variants.values()) size += selections.size;
    return size;
  }

  #rootSelection(variableValues: Record<string, unknown>): Selection | undefined {
    const root = this.#schema.getRootType(this.#definition.operation);
    return root ? this.selections(variableValues).of(root, this.#root) : undefined;
  }
}
