import type { Kind } from '../stripe/turns.ts';

/** A place that is booked for this process. */
export interface Place {
  readonly id: string;
  /** When a call may be sent for it, on the clock of `performance.now()`. */
  readonly dueAt: number;
}

/** Those who wait for one endpoint: repeats of money, or all others. */
export interface Demand {
  waiting: number;
  /** Places that are asked for and not answered. */
  asked: number;
  /** When the next place would be free that was not booked, as far as is known. */
  nextAt: number;
}

/**
 * A place is used within so many milliseconds after it is due, and given back then: its call would arrive among those of
 * later places. A window is 100 ms longer than the second that REST counts over; what is left is for the way there.
 */
export const USABLE_MS = 50;

/** One process's places for one endpoint. They are nobody's own: who goes first is decided when one is due. */
export class Stock {
  readonly access: Kind['access'];
  /** The earliest first. */
  readonly places: Place[] = [];
  readonly urgent: Demand = { waiting: 0, asked: 0, nextAt: 0 };
  readonly plain: Demand = { waiting: 0, asked: 0, nextAt: 0 };

  constructor(access: Kind['access']) {
    this.access = access;
  }

  get waiting(): number {
    return this.urgent.waiting + this.plain.waiting;
  }

  /** Places that those who wait need, beside what is there and what is asked for. */
  get missing(): number {
    return this.waiting - this.places.length - this.asked;
  }

  get asked(): number {
    return this.urgent.asked + this.plain.asked;
  }

  /** The first place that is not past; it need not be due yet. */
  usable(now: number): Place | undefined {
    return this.places.find(({ dueAt }) => dueAt + USABLE_MS >= now);
  }

  /** The first place that is not past, for somebody who has just seen that it is due; it may be past since then. */
  take(now: number): Place {
    const place = this.usable(now) ?? this.places[0];
    if (place === undefined) throw new Error('A turn was taken that was not there.');
    this.places.splice(this.places.indexOf(place), 1);
    return place;
  }

  /** Nothing that was booked is valid any more. */
  clear(): void {
    this.places.length = 0;
    for (const demand of [this.urgent, this.plain]) Object.assign(demand, { asked: 0, nextAt: 0 });
  }

  add(place: Place): void {
    const after = this.places.findLastIndex(({ dueAt }) => dueAt <= place.dueAt);
    this.places.splice(after + 1, 0, place);
  }

  /** Takes out what is of no use any more: places that are past, and the latest of those that are too many. */
  sift(now: number): Place[] {
    const past = this.places.findIndex(({ dueAt }) => dueAt + USABLE_MS >= now);
    const gone = this.places.splice(0, past === -1 ? this.places.length : past);
    const surplus = Math.max(0, this.places.length - this.waiting);
    return gone.concat(this.places.splice(this.places.length - surplus, surplus));
  }
}
