import type { Access } from '../access.ts';
/** How many calls may wait for budget at once, over all accounts. A fifth of the room is kept for writes. */
export class WaitingRoom {
  readonly #size: number;
  readonly #waiting = { read: 0, write: 0 };

  constructor(size: number) {
    this.#size = size;
  }

  /** Takes a seat, if there is one. */
  enter(access: Access): boolean {
    const { read, write } = this.#waiting;
    const kept = access === 'read' ? Math.ceil(this.#size / 5) : 0;
    if (read + Math.max(write, kept) >= this.#size) return false;
    this.#waiting[access] += 1;
    return true;
  }

  leave(access: Access): void {
    this.#waiting[access] -= 1;
  }
}
