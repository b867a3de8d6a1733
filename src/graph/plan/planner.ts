import { type GraphQLNamedType, type GraphQLResolveInfo, getNamedType } from 'graphql';
import type { Variants } from '../annotations.ts';
import type { Caller } from '../caller.ts';
import { ownCall } from './place.ts';
import { isFree, itemSelections, type Nodes, type Operation } from './selection.ts';
import { walkType } from './walk.ts';
import { startWalk, type Walk } from './walk-state.ts';

/** Remembers, for one operation, what each of its selections wants: a list of 100 items asks the same question 100 times. */
export class Planner {
  readonly #maxPageSize: number;
  readonly #caller: Pick<Caller, 'scopes'>;
  readonly #expansions = new Map<Nodes, Map<string, readonly string[]>>();
  readonly #free = new Map<Nodes, boolean>();

  constructor(maxPageSize: number, caller: Pick<Caller, 'scopes'>) {
    this.#caller = caller;
    this.#maxPageSize = maxPageSize;
  }

  /** What to expand on the call that fetches an object of that type for this field. */
  expansionsOfObject(
    info: GraphQLResolveInfo,
    type: GraphQLNamedType = getNamedType(info.returnType),
  ): readonly string[] {
    return this.#remembered(info.fieldNodes, type.name, () => {
      const place = ownCall(1);
      walkType(this.#walk(info), type, info.fieldNodes, place);
      return [...place.expand];
    });
  }

  /** What to expand on a GET of the parent that is to bring `key`, which this field shows. */
  expansionsOfInclusion(info: GraphQLResolveInfo, key: string, variants?: Variants): readonly string[] {
    return this.#remembered(info.fieldNodes, `.${key}`, () => {
      const place = ownCall(1, key);
      place.expand.add(key);
      walkType(this.#walk(info), getNamedType(info.returnType), info.fieldNodes, place, variants);
      return [...place.expand];
    });
  }

  /** What to expand on the list call that this connection field makes. */
  expansionsOfItems(info: GraphQLResolveInfo): readonly string[] {
    return this.#remembered(info.fieldNodes, '', () => {
      const walk = this.#walk(info);
      const items = itemSelections(walk.operation, getNamedType(info.returnType), info.fieldNodes);
      const place = ownCall(1, 'data');
      for (const item of items) walkType(walk, item.type, item.nodes, place);
      return [...place.expand];
    });
  }

  /** Whether the id alone answers all that is selected below this field. */
  isFree(info: GraphQLResolveInfo): boolean {
    let free = this.#free.get(info.fieldNodes);
    if (free === undefined) {
      free = isFree(this.#operation(info), getNamedType(info.returnType), info.fieldNodes);
      this.#free.set(info.fieldNodes, free);
    }
    return free;
  }

  #operation(info: GraphQLResolveInfo): Operation {
    const { schema, fragments, variableValues } = info;
    return { schema, fragments, variableValues, maxPageSize: this.#maxPageSize, caller: this.#caller };
  }

  #walk(info: GraphQLResolveInfo): Walk {
    return startWalk(this.#operation(info));
  }

  #remembered(nodes: Nodes, key: string, find: () => readonly string[]): readonly string[] {
    let found = this.#expansions.get(nodes);
    if (found === undefined) {
      found = new Map();
      this.#expansions.set(nodes, found);
    }
    let expansions = found.get(key);
    if (expansions === undefined) {
      expansions = find();
      found.set(key, expansions);
    }
    return expansions;
  }
}
