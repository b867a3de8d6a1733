import type { Kind } from '../stripe/turns.ts';
import { Pace } from './pace.ts';

/** A place that is booked for this process. */
export interface Place {
  readonly id: string;
  /** When a call may be sent for it, on the clock of `performance.now()`. */
  readonly dueAt: number;
  /** After that none may. */
  readonly pastAt: number;
}

/** Those who wait for one endpoint: repeats of money, or all others; or nobody yet, for places kept in stock. */
export interface Demand {
  waiting: number;
  /** Places that are asked for and not answered. */
  asked: number;
  /** When the next place would be free that was not booked, as far as is known. */
  nextAt: number;
}

/**
 * For how many milliseconds after it is due a place may be used; it is given back then, since its call would arrive
 * among those of later places. A window is 100 ms longer than the second that REST counts over: what is left of them is
 * for the way there.
 */
const USABLE_MS = 50;

/** When a place is usable whose time is known to `errorMs`: from the latest that it can be due until it may be past. */
export const usableTimes = (at: number, errorMs: number): Pick<Place, 'dueAt' | 'pastAt'> => ({
  dueAt: at + errorMs,
  pastAt: at - errorMs + USABLE_MS,
});

/** How long answers are expected to be late again after one came when its place was past, in milliseconds. */
const LATE_MS = 1_000;

/** Fewer calls than that in 50 ms each ask for their own place: what is booked for nobody may come to nothing. */
const FEW = 4;

/** One process's places for one endpoint. They are nobody's own: who goes first is decided when one is due. */
export class Stock {
  readonly access: Kind['access'];
  /** The earliest first. */
  readonly places: Place[] = [];
  readonly urgent: Demand = { waiting: 0, asked: 0, nextAt: 0 };
  readonly plain: Demand = { waiting: 0, asked: 0, nextAt: 0 };
  readonly spare: Demand = { waiting: 0, asked: 0, nextAt: 0 };

  readonly #pace = new Pace();
  #lateAt = Number.NEGATIVE_INFINITY;

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

  /**
   * Places to be asked for before anybody waits, by a process that is busy, so that most of its calls wait for no
   * answer: for the calls of 25 ms, when those of half of that are left. They are usable for 50.
   */
  spares(now: number): number {
    if (this.spare.nextAt > now) return 0;
    const calls = this.#pace.of(now);
    const wanted = calls < FEW ? 0 : Math.floor(calls / 2);
    const there = Math.max(0, this.places.length - this.waiting) + this.spare.asked;
    return 2 * there > wanted ? 0 : wanted - there;
  }

  /** Room has come free, at `at`. */
  reopen(at: number): void {
    for (const demand of this.#demands) demand.nextAt = Math.min(demand.nextAt, at);
  }

  /** The first place that is not past; it need not be due yet. */
  usable(now: number): Place | undefined {
    return this.places.find(({ pastAt }) => pastAt >= now);
  }

  /** The first place that is not past, for somebody who has just seen that it is due; it may be past since then. */
  take(now: number): Place {
    const place = this.usable(now) ?? this.places[0];
    if (place === undefined) throw new Error('A turn was taken that was not there.');
    this.places.splice(this.places.indexOf(place), 1);
    this.#pace.note(now);
    return place;
  }

  /** Nothing that was booked is valid any more. */
  clear(): void {
    this.places.length = 0;
    for (const demand of this.#demands) Object.assign(demand, { asked: 0, nextAt: 0 });
  }

  /** A place that is known of from `now` on. */
  add(place: Place, now: number): void {
    if (place.pastAt < now) this.#lateAt = now;
    const after = this.places.findLastIndex(({ dueAt }) => dueAt <= place.dueAt);
    this.places.splice(after + 1, 0, place);
  }

  /**
   * Whether answers came too late for what they had booked. Places are booked with a lead then, and only then: who has
   * none waits for nothing but the answer.
   */
  isLate(now: number): boolean {
    return now - this.#lateAt < LATE_MS;
  }

  /**
   * Takes out what is of no use any more: places that are past, and the latest of those that nobody will need in time.
   */
  sift(now: number): Place[] {
    const past = this.places.findIndex(({ pastAt }) => pastAt >= now);
    const gone = this.places.splice(0, past === -1 ? this.places.length : past);
    const calls = this.#pace.of(now);
    const surplus = Math.max(0, this.places.length - this.waiting - (calls < FEW ? 0 : calls));
    return gone.concat(this.places.splice(this.places.length - surplus, surplus));
  }

  get #demands(): readonly Demand[] {
    return [this.urgent, this.plain, this.spare];
  }
}
