import { type GraphQLNamedType, type GraphQLResolveInfo, getNamedType } from 'graphql';
import type { Variants } from '../annotations.ts';
import type { Caller } from '../caller.ts';
import { type Inputs, isFree, isKnownById, isKnownByItems } from './inputs.ts';
import type { Nodes } from './nodes-map.ts';
import { ownCall } from './place.ts';
import type { Plan } from './plan.ts';
import { type Selection, Selections } from './selection.ts';
import { walkItems, walkSelection } from './walk.ts';
import { startWalk, type Walk } from './walk-state.ts';

/** Walks what one kind of call brings, and answers what it is to expand. */
type Expand = (walk: Walk, selection: Selection, key: string, variants: Variants | undefined) => Iterable<string>;

const expandObject: Expand = (walk, selection) => {
  const place = ownCall(1);
  walkSelection(walk, selection, place);
  return place.expand;
};

const expandInclusion: Expand = (walk, selection, key, variants) => {
  const place = { ...ownCall(1, key), expand: new Set([key]) };
  walkSelection(walk, selection, place, variants);
  return place.expand;
};

const expandItems: Expand = (walk, selection) => {
  const place = ownCall(1, 'data');
  walkItems(walk, selection, place);
  return place.expand;
};

/** Tells the resolvers of one operation what to expand on their REST calls. */
export class Planner {
  readonly #maxPageSize: number;
  readonly #caller: Pick<Caller, 'scopes'>;
  /** What depends on variables or on the caller: a list of 100 items asks the same question 100 times. */
  #expansions: Map<Selection, Map<string, readonly string[]>> | undefined;
  #plan: Plan | undefined;
  #selections: Selections | undefined;
  #last: { readonly nodes: Nodes; readonly selection: Selection } | undefined;
  #lastInputs: Inputs | undefined;

  constructor(maxPageSize: number, caller: Pick<Caller, 'scopes'>) {
    this.#caller = caller;
    this.#maxPageSize = maxPageSize;
  }

  /**
   * Reads from the plan of the operation's document from here on. Without one, the operation is compiled as resolvers
   * ask.
   */
  follow(plan: Plan): void {
    this.#plan = plan;
  }

  /** What to expand on the call that fetches an object of that type for this field. */
  expansionsOfObject(
    info: GraphQLResolveInfo,
    type: GraphQLNamedType = getNamedType(info.returnType),
  ): readonly string[] {
    return this.#expansionsOf(info, type, '', expandObject);
  }

  /** What to expand on a GET of the parent that is to bring `key`, which this field shows. */
  expansionsOfInclusion(info: GraphQLResolveInfo, key: string, variants?: Variants): readonly string[] {
    return this.#expansionsOf(info, getNamedType(info.returnType), key, expandInclusion, variants);
  }

  /** What to expand on the list call that this connection field makes. */
  expansionsOfItems(info: GraphQLResolveInfo): readonly string[] {
    return this.#expansionsOf(info, getNamedType(info.returnType), 'data', expandItems);
  }

  /** Whether the id alone answers all that is selected below this field. */
  isFree(info: GraphQLResolveInfo): boolean {
    return isFree(this.#inputs(info), this.#selection(info, getNamedType(info.returnType)));
  }

  /** Whether an object of that type, looked up by its id for this field, need not be fetched. */
  isKnownById(info: GraphQLResolveInfo, type: GraphQLNamedType, isKnown: boolean): boolean {
    return isKnownById(this.#inputs(info), this.#selection(info, type), isKnown);
  }

  /** Whether it need not be fetched as long as a list below it has items. */
  isKnownByItems(info: GraphQLResolveInfo, type: GraphQLNamedType): boolean {
    return isKnownByItems(this.#inputs(info), this.#selection(info, type));
  }

  /** One object for all fields of an execution. */
  #inputs({ variableValues }: GraphQLResolveInfo): Inputs {
    if (this.#lastInputs?.variableValues !== variableValues) {
      this.#lastInputs = { variableValues, maxPageSize: this.#maxPageSize, caller: this.#caller };
    }
    return this.#lastInputs;
  }

  #selection({ schema, fragments, variableValues, fieldNodes }: GraphQLResolveInfo, type: GraphQLNamedType): Selection {
    // A look-up asks three questions about one selection.
    const last = this.#last;
    if (last?.nodes === fieldNodes && last.selection.type === type) return last.selection;
    this.#selections ??= this.#plan?.selections(variableValues) ?? new Selections(schema, fragments, variableValues);
    const selection = this.#selections.of(type, fieldNodes);
    this.#last = { nodes: fieldNodes, selection };
    return selection;
  }

  #expansionsOf(
    info: GraphQLResolveInfo,
    type: GraphQLNamedType,
    key: string,
    expand: Expand,
    variants?: Variants,
  ): readonly string[] {
    const selection = this.#selection(info, type);
    const remembered = this.#memoryOf(selection);
    const known = remembered.get(key);
    if (known) return known;
    const expansions = [...expand(startWalk(this.#inputs(info)), selection, key, variants)];
    remembered.set(key, expansions);
    return expansions;
  }

  /** What depends on the document alone is remembered with it, for all operations that send it again. */
  #memoryOf(selection: Selection): Map<string, readonly string[]> {
    if (this.#caller.scopes === 'all' && !selection.haveVariables) return selection.expansions;
    this.#expansions ??= new Map();
    const known = this.#expansions.get(selection);
    if (known) return known;
    const made = new Map<string, readonly string[]>();
    this.#expansions.set(selection, made);
    return made;
  }
}
