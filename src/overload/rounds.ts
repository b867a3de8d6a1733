/**
 * Fair queueing: callers in turn, one each (round robin), so that one who asks for much waits behind their own and not
 * before everybody else's. What one caller has waiting goes in its order.
 */
export class Rounds<Item> {
  /** In the order of their next turn. */
  readonly #callers = new Map<string, Set<Item>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(caller: string, item: Item): void {
    const own = this.#callers.get(caller);
    if (own) own.add(item);
    else this.#callers.set(caller, new Set([item]));
    this.#size += 1;
  }

  /** Whether it was still there. */
  delete(caller: string, item: Item): boolean {
    const own = this.#callers.get(caller);
    if (!own?.delete(item)) return false;
    this.#size -= 1;
    if (own.size === 0) this.#callers.delete(caller);
    return true;
  }

  /** Takes out the one whose turn it is. */
  next(): Item | undefined {
    for (const [caller, own] of this.#callers) {
      const [first] = own;
      if (first === undefined) continue;
      this.delete(caller, first);
      // The caller goes to the end of the line, if they have more waiting.
      if (this.#callers.delete(caller)) this.#callers.set(caller, own);
      return first;
    }
    return undefined;
  }

  /**
   * The newest of the caller who has most waiting, where these are at least two more than this caller has: it gives way
   * to a newcomer (longest queue drop).
   */
  surplus(caller: string): Item | undefined {
    const own = this.#callers.get(caller)?.size ?? 0;
    const [most] = [...this.#callers.values()].sort((one, other) => other.size - one.size);
    return most !== undefined && most.size >= own + 2 ? [...most].at(-1) : undefined;
  }
}
