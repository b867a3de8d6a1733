import type { Broken } from './attempt.ts';
import type { Cancellation } from './cancellation.ts';
import { FairQueue } from './fair-queue.ts';
import type { Ahead, Kind, RateReason, Turn, Turns } from './turns.ts';
import type { WaitingRoom } from './waiting-room.ts';

/** One attempt that asks to be sent. */
export interface Want extends Kind {
  /** It may have to wait this long, and is turned away when it would take longer. */
  readonly waitMs: number;
  /**
   * It had a turn, which was stale by the time that a connection was free: it goes before those that have had no turn.
   */
  readonly isAgain?: boolean;
  readonly signal: Cancellation | undefined;
  /** Who asks: callers take turns (fair queueing). All calls without a name count as one caller. */
  readonly caller?: string | undefined;
}

interface Waiter extends Want {
  readonly caller: string;
  readonly start: (turn: Turn) => void;
}

/** Priorities: who waits in an earlier lane goes first. */
const LANES = ['urgent', 'again', 'write', 'read'] as const;
type Lane = (typeof LANES)[number];

const laneOf = ({ mustGo, isAgain, access }: Want): Lane => {
  if (mustGo) return 'urgent';
  return isAgain ? 'again' : access;
};

const NOBODY: Ahead = { all: 0, there: 0 };

type Lanes = Readonly<Record<Lane, FairQueue<Waiter>>>;

const openLanes = (): Lanes => ({
  urgent: new FairQueue(),
  again: new FairQueue(),
  write: new FairQueue(),
  read: new FairQueue(),
});

/** Stands for the lanes while nobody waits. Nothing is ever added to it. */
const EMPTY = openLanes();

/** What is to be done with a place in the waiting room. */
interface Seat {
  isLost: (refusal: Broken) => void;
  readonly rise: () => void;
}

const NO_SEAT: Seat = { isLost: () => {}, rise: () => {} };

const shed = (ms: number): Broken => ({ fault: 'over_budget', sent: false, retryAfterMs: Math.ceil(ms) });

/**
 * The queue in front of an account's rate limiter. Each priority has a lane, so that a flood of reads does not hold up
 * writes. Within a lane callers take turns (fair queueing), so that no caller uses up the account alone. A call waits
 * for as long as it may (backpressure); one that would have to wait longer is refused when it arrives (load shedding).
 */
export class CallBudget {
  readonly #turns: Turns;
  readonly #room: WaitingRoom;
  /** Only there while a call waits: for most accounts none ever does. */
  #lanes: Lanes | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(turns: Turns, room: WaitingRoom) {
    this.#turns = turns;
    this.#room = room;
    turns.listen(() => this.#admit());
  }

  /** Until when this budget must not be forgotten; infinite while a call waits or holds a turn. */
  get busyUntil(): number {
    return this.#lanes === undefined ? this.#turns.busyUntil : Number.POSITIVE_INFINITY;
  }

  /**
   * A turn without waiting; undefined where there is none at this moment, or where others wait already. Whether the
   * caller has left is checked by `take`.
   */
  takeNow(want: Want): Turn | undefined {
    if (want.signal?.aborted || this.#doWait) return undefined;
    return this.#turns.wait(want, performance.now()) === 0 ? this.#turns.take(want) : undefined;
  }

  /** A turn as soon as there is one; else why not. */
  take(want: Want): Promise<Turn | Broken> {
    if (want.signal?.aborted) return Promise.resolve({ fault: 'aborted', sent: false });
    // Those who wait go first, also when the timer that lets them in is late.
    this.#admit();
    const now = performance.now();
    if (this.#turns.wait(want, now) === 0) return Promise.resolve(this.#turns.take(want));
    if (want.mustGo || want.isAgain) return this.#join(want, now, NO_SEAT);
    const expected = this.#turns.expect(want, now, this.#ahead(want));
    if (expected > want.waitMs) return Promise.resolve(shed(expected));
    const seat = this.#seat(want, expected);
    return seat === undefined ? Promise.resolve({ ...shed(expected), fault: 'shed' }) : this.#join(want, now, seat);
  }

  /** REST has answered 429: for so many milliseconds no more such calls are sent. */
  slowDown(endpoint: string, reason: RateReason, ms: number): void {
    this.#turns.slowDown(endpoint, reason, ms);
  }

  get #waiting(): Lanes {
    return this.#lanes ?? EMPTY;
  }

  get #doWait(): boolean {
    return this.#lanes !== undefined && LANES.some((lane) => this.#waiting[lane].size > 0);
  }

  #ahead({ access, endpoint, caller = '' }: Want): Ahead {
    const own = this.#waiting[access].ahead({ caller, endpoint });
    if (access === 'read') return own;
    const urgent = this.#waiting.urgent.ahead({ caller, endpoint });
    return { all: own.all + urgent.all, there: own.there + urgent.there };
  }

  /** A place in the waiting room. A read may lose it to a caller who has fewer places (longest queue drop). */
  #seat({ access, caller = '' }: Want, expected: number): Seat | undefined {
    if (access === 'write') {
      return this.#room.enter('write') ? { isLost: () => {}, rise: () => this.#room.leave('write') } : undefined;
    }
    const seat = { isLost: (_: Broken) => {}, rise: () => this.#room.rise(place) };
    const place = { caller, leave: () => seat.isLost({ ...shed(expected), fault: 'shed' }) };
    return this.#room.sit(place) ? seat : undefined;
  }

  #join(want: Want, now: number, seat: Seat): Promise<Turn | Broken> {
    this.#lanes ??= openLanes();
    const queue = this.#lanes[laneOf(want)];
    const isOver = this.#turns.want(want);
    return new Promise((resolve) => {
      const settle = (value: Turn | Broken) => {
        queue.delete(waiter);
        if (!this.#doWait) this.#close();
        clearTimeout(timer);
        want.signal?.removeEventListener('abort', abort);
        seat.rise();
        isOver();
        resolve(value);
      };
      const waiter: Waiter = { ...want, caller: want.caller ?? '', start: settle };
      const abort = () => settle({ fault: 'aborted', sent: false });
      const late = () => settle(shed(this.#turns.expect(want, performance.now(), NOBODY)));
      const timer = setTimeout(late, Math.max(want.waitMs, this.#turns.answerMs));
      seat.isLost = settle;
      want.signal?.addEventListener('abort', abort);
      queue.add(waiter);
      this.#call(now);
    });
  }

  /** Nobody waits any more. */
  #close(): void {
    this.#lanes = undefined;
    clearTimeout(this.#timer);
  }

  /** Gives turns to all who may go now. */
  #admit(): void {
    // The usual case; this runs each time that a turn comes free.
    if (this.#lanes === undefined) return;
    const now = performance.now();
    for (const lane of LANES) {
      const queue = this.#waiting[lane];
      // Endpoints without a free place. They are remembered for this pass, since none comes free during it.
      const full = new Set<string>();
      const mayGo = (waiter: Waiter): boolean => {
        if (full.has(waiter.endpoint)) return false;
        const goes = this.#turns.wait(waiter, now) === 0;
        if (!goes) full.add(waiter.endpoint);
        return goes;
      };
      for (let next = queue.next(mayGo); next !== undefined; next = queue.next(mayGo)) {
        next.start(this.#turns.take(next));
      }
    }
    this.#call(now);
  }

  /** Sets the timer for the moment at which the next of those who wait may go. */
  #call(now: number): void {
    clearTimeout(this.#timer);
    let soonest = Number.POSITIVE_INFINITY;
    for (const lane of LANES) {
      for (const waiter of this.#waiting[lane].heads()) soonest = Math.min(soonest, this.#turns.wait(waiter, now));
    }
    if (Number.isFinite(soonest)) this.#timer = setTimeout(() => this.#admit(), Math.ceil(soonest));
  }
}
