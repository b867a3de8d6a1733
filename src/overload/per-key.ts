import type { Release } from './slots.ts';

/** Bounds what each key has in hand at once (bulkhead). */
export class PerKey {
  readonly #inHand = new Map<string, number>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  /** Undefined when that key has as many in hand as it may. */
  enter(key: string): Release | undefined {
    const before = this.#inHand.get(key) ?? 0;
    if (before >= this.#max) return undefined;
    this.#inHand.set(key, before + 1);
    return () => {
      const left = (this.#inHand.get(key) ?? 1) - 1;
      if (left === 0) this.#inHand.delete(key);
      else this.#inHand.set(key, left);
    };
  }
}
