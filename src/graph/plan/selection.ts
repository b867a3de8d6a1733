import { collectSubFields } from '@graphql-tools/utils';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
} from 'graphql';
import { annotationOf, type RestAnnotation, resourceOf, valuesOf } from '../annotations.ts';
import { DEFAULT_PAGE_SIZE } from '../page.ts';
import { type Arguments, compileArguments } from './arguments.ts';
import { metaField } from './meta-fields.ts';
import { type Nodes, NodesMap } from './nodes-map.ts';

type Field = GraphQLField<unknown, unknown>;

/** The assumed length of a list whose length neither REST nor the operation tells. */
const ASSUMED_LENGTH = DEFAULT_PAGE_SIZE;

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** How many values one parent has under a field for which no page can be asked. */
const lengthOf = (field: Field): number => (isListType(getNullableType(field.type)) ? ASSUMED_LENGTH : 1);

/** A selected field that a plan looks at: it costs calls, expands something, or has fields below it. */
export class SelectedField {
  readonly parent: GraphQLObjectType;
  readonly field: Field;
  readonly nodes: Nodes;
  /** The type that the field is of, or is a list of. */
  readonly type: GraphQLNamedType;
  /** Such as `Transfer.reversals`. */
  readonly coordinate: string;
  readonly rest: RestAnnotation | undefined;
  /** The part of the REST API that its objects are read from; undefined where anyone may read them. */
  readonly domain: string | undefined;
  /** The key under which REST has its objects, unless `rest` says another. */
  readonly restKey: string;
  readonly length: number;
  readonly arguments: Arguments;
  readonly #selections: Selections;
  #selection: Selection | undefined;

  constructor(selections: Selections, parent: GraphQLObjectType, field: Field, nodes: Nodes) {
    this.parent = parent;
    this.field = field;
    this.nodes = nodes;
    this.type = getNamedType(field.type);
    this.coordinate = `${parent.name}.${field.name}`;
    this.rest = annotationOf(field);
    this.domain = resourceOf(this.type)?.domain;
    this.restKey = snakeCase(field.name);
    this.length = lengthOf(field);
    this.arguments = compileArguments(field, nodes);
    this.#selections = selections;
  }

  get schema(): GraphQLSchema {
    return this.#selections.schema;
  }

  /** What is selected below it. */
  get selection(): Selection {
    this.#selection ??= this.#selections.of(this.type, this.nodes);
    return this.#selection;
  }

  /** What is selected below it on an object of that type; undefined when there is no such type. */
  selectionOn(typename: string): Selection | undefined {
    if (typename === this.type.name) return this.selection;
    const type = this.#selections.schema.getType(typename);
    return type && this.#selections.of(type, this.nodes);
  }
}

/** What some nodes select on one type: fragments, `@skip` and `@include` resolved, fields looked up in the schema. */
export class Selection {
  readonly type: GraphQLNamedType;
  /** Of an abstract type: the same on each type that an object can be of. */
  readonly members: readonly Selection[] | undefined;
  readonly fields: readonly SelectedField[];
  /** How many values one object answers: itself and its leaves, without what is below `fields`; 0 for a leaf. */
  readonly values: number;
  /** The id alone answers everything but `fields`. */
  readonly isDerived: boolean;
  #expansions: Map<string, readonly string[]> | undefined;
  #haveVariables: boolean | undefined;

  constructor(selections: Selections, type: GraphQLNamedType, nodes: Nodes) {
    this.type = type;
    this.members = isAbstractType(type)
      ? selections.schema.getPossibleTypes(type).map((member) => selections.of(member, nodes))
      : undefined;
    const { fields, values, isDerived } = isObjectType(type) ? selections.read(type, nodes) : NOTHING;
    this.fields = fields;
    this.values = values;
    this.isDerived = isDerived;
  }

  /** Expansions that depend on neither variables nor the caller: the planner remembers them here. */
  get expansions(): Map<string, readonly string[]> {
    this.#expansions ??= new Map();
    return this.#expansions;
  }

  /** Whether an argument anywhere below has a variable in it. */
  get haveVariables(): boolean {
    this.#haveVariables ??=
      this.members?.some((member) => member.haveVariables) ??
      this.fields.some((field) => field.arguments.haveVariables || field.selection.haveVariables);
    return this.#haveVariables;
  }
}

const NOTHING = { fields: [], values: 0, isDerived: true };

/**
 * The selections of a document under one outcome of its `@skip` and `@include`, each compiled when something first
 * comes to it.
 */
export class Selections {
  readonly schema: GraphQLSchema;
  readonly #fragments: Record<string, FragmentDefinitionNode>;
  readonly #conditions: Record<string, unknown>;
  readonly #byNodes = new NodesMap<Map<GraphQLNamedType, Selection>>();
  #size = 0;

  /** @param conditions values of the variables that `@skip` and `@include` ask for */
  constructor(
    schema: GraphQLSchema,
    fragments: Record<string, FragmentDefinitionNode>,
    conditions: Record<string, unknown>,
  ) {
    this.schema = schema;
    this.#fragments = fragments;
    this.#conditions = conditions;
  }

  /** How many have been compiled. */
  get size(): number {
    return this.#size;
  }

  of(type: GraphQLNamedType, nodes: Nodes): Selection {
    const byType = this.#byNodes.get(nodes, () => new Map());
    const known = byType.get(type);
    if (known) return known;
    const selection = new Selection(this, type, nodes);
    byType.set(type, selection);
    this.#size += 1;
    return selection;
  }

  /** Reads what is selected on an object type. */
  read(type: GraphQLObjectType, nodes: Nodes): Pick<Selection, 'fields' | 'values' | 'isDerived'> {
    const declared = type.getFields();
    const fields: SelectedField[] = [];
    let values = 1;
    let isDerived = true;
    const byKey = collectSubFields(this.schema, this.#fragments, this.#conditions, type, nodes as FieldNode[]).fields;
    for (const selected of byKey.values()) {
      const name = selected[0]?.name.value ?? '';
      const field = declared[name] ?? metaField(this.schema, type, name);
      const isLeaf = field === undefined || !isCompositeType(getNamedType(field.type)); // `__typename` is not declared
      if (isLeaf) values += field === undefined ? 1 : valuesOf(field) * lengthOf(field);
      const rest = field && annotationOf(field);
      if (field === undefined || rest?.kind === 'derived') continue;
      if (isLeaf && rest === undefined) isDerived = false;
      else fields.push(new SelectedField(this, type, field, selected));
    }
    return { fields, values, isDerived };
  }
}
