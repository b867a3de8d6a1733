import { LRUCache } from 'lru-cache';

/** REST sends a webhook again for three days. */
export const REMEMBERED_MS = 72 * 3_600_000;
/** Some ten megabytes. */
const MOST_IDS = 100_000;

/** Ids of events that have been here before (deduplication). */
export class SeenIds {
  readonly #ids: LRUCache<string, true>;

  constructor(max = MOST_IDS) {
    this.#ids = new LRUCache({ max, ttl: REMEMBERED_MS });
  }

  /** True for an id that is new; from then on it is not. */
  add(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.set(id, true);
    return true;
  }
}
