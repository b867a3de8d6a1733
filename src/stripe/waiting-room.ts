import type { Access } from '../access.ts';
import { Rounds } from '../overload/rounds.ts';

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
  readonly #seats = new Rounds<Seat>();

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
    if (!this.enter('read')) {
      this.#seats.surplus(seat.caller)?.leave();
      if (!this.enter('read')) return false;
    }
    this.#seats.add(seat.caller, seat);
    return true;
  }

  /** Gives a seat of `sit` back. */
  rise(seat: Seat): void {
    if (this.#seats.delete(seat.caller, seat)) this.leave('read');
  }
}
