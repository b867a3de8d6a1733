import type { RestObject } from '../resource.ts';

/**
 * How many levels of JSON down an answer is looked through. REST expands four segments, an embedded list stands two
 * levels further, and nothing that can be looked up lies deeper: what does is no answer of REST, and must not be able
 * to use up the stack.
 */
const MAX_LEVELS = 16;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const NOTHING: readonly never[] = [];

/**
 * The REST answers of one operation that nothing has been looked for in yet. Most operations never look up an object
 * that another answer may have brought, so an answer is walked when the first look-up asks, not when it arrives.
 */
export class Arrivals {
  #unread: object[] = [];
  #byKind: Map<string, RestObject[]> | undefined;

  add(answer: object): void {
    this.#unread.push(answer);
  }

  /**
   * The objects of that kind (`object` in REST) that have arrived since it was last asked for, in the order of arrival.
   */
  take(kind: string): readonly RestObject[] {
    if (this.#unread.length > 0) {
      const answers = this.#unread;
      this.#unread = [];
      this.#byKind ??= new Map();
      for (const answer of answers) this.#collect(answer, this.#byKind, 0);
    }
    const taken = this.#byKind?.get(kind);
    if (taken === undefined) return NOTHING;
    this.#byKind?.delete(kind);
    return taken;
  }

  /** Forgets everything: a mutation may have changed any of it. */
  clear(): void {
    this.#unread = [];
    this.#byKind?.clear();
  }

  #collect(value: object, byKind: Map<string, RestObject[]>, level: number): void {
    if (level > MAX_LEVELS) return;
    const { object, id } = value as Partial<Record<string, unknown>>;
    if (typeof object === 'string' && typeof id === 'string') {
      const others = byKind.get(object);
      if (others) others.push(value as RestObject);
      else byKind.set(object, [value as RestObject]);
    }
    for (const each of Object.values(value)) if (isObject(each)) this.#collect(each, byKind, level + 1);
  }
}
