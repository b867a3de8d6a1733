import type { Access } from '../access.ts';

/** Somebody who holds a seat, and is told when they lose it. */
export interface Seat {
  readonly caller: string;
  readonly leave: () => void;
}

/** How many calls may wait for budget at once, over all accounts. A fifth of the room is kept for writes. */
export class WaitingRoom {
  readonly #size: number;
  readonly #waiting = { read: 0, write: 0 };
  /** The seats of reads, which can lose them, by caller, in the order in which they were taken. */
  readonly #seats = new Map<string, Set<Seat>>();

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

  /**
   * Takes a seat for a read. In a full room whoever has most seats loses their last one to a caller who has fewer by
   * two or more (longest queue drop): one who asks for much must not keep the others out.
   */
  sit(seat: Seat): boolean {
    const own = this.#seats.get(seat.caller) ?? new Set<Seat>();
    if (!this.enter('read')) {
      const [most] = [...this.#seats.values()].sort((a, b) => b.size - a.size);
      if (most === undefined || most.size < own.size + 2) return false;
      [...most].at(-1)?.leave();
      if (!this.enter('read')) return false;
    }
    this.#seats.set(seat.caller, own.add(seat));
    return true;
  }

  /** Gives a seat of `sit` back. */
  rise(seat: Seat): void {
    const own = this.#seats.get(seat.caller);
    if (!own?.delete(seat)) return;
    if (own.size === 0) this.#seats.delete(seat.caller);
    this.leave('read');
  }
}
