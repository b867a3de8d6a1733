import type { Access } from '../access.ts';
import type { Broken } from './attempt.ts';
import type { Cancellation } from './cancellation.ts';
import { RateWindow } from './rate-window.ts';
import type { WaitingRoom } from './waiting-room.ts';

/** Calls of one account in a second, at most. */
export interface Rates {
  readonly readsPerSecond: number;
  readonly writesPerSecond: number;
  /** To one endpoint, whatever its ids. */
  readonly endpointPerSecond: number;
}

/** One attempt that asks to be sent. */
export interface Want {
  readonly access: Access;
  /** Method and path template. */
  readonly endpoint: string;
  /** It may have to wait this long, and is turned away when it would take longer. */
  readonly waitMs: number;
  /** It goes before all others, and waits all its time: whether an earlier attempt was applied depends on it. */
  readonly mustGo: boolean;
  readonly signal: Cancellation | undefined;
}

/** An attempt's leave to be sent. Whoever has it tells what became of it. */
export interface Turn {
  /** It leaves now. */
  sent(): void;
  /** It is over, sent or not. */
  done(): void;
}

/** Limits that REST names in `Stripe-Rate-Limited-Reason` and that are about calls in a second. */
export type RateReason = 'global-rate' | 'endpoint-rate';

interface Waiter extends Want {
  readonly start: (turn: Turn) => void;
}

/** The order in which those who wait are let in. */
const LANES = ['urgent', 'write', 'read'] as const;
type Lane = (typeof LANES)[number];

const laneOf = ({ mustGo, access }: Want): Lane => (mustGo ? 'urgent' : access);

const shed = (ms: number): Broken => ({ fault: 'over_budget', sent: false, retryAfterMs: Math.ceil(ms) });

/**
 * How many calls of one account may be sent in a second: reads and writes apart, so that no flood of the ones
 * holds up the others, and calls to one endpoint. Surplus waits in its order for as long as it may; what would
 * wait longer is turned away as it comes.
 */
export class CallBudget {
  readonly #endpointPerSecond: number;
  readonly #room: WaitingRoom;
  readonly #windows: Readonly<Record<Access, RateWindow>>;
  /** As many as there are endpoints. */
  readonly #endpoints = new Map<string, RateWindow>();
  readonly #waiting: Readonly<Record<Lane, Set<Waiter>>> = { urgent: new Set(), write: new Set(), read: new Set() };
  #timer: NodeJS.Timeout | undefined;

  constructor({ readsPerSecond, writesPerSecond, endpointPerSecond }: Rates, room: WaitingRoom) {
    this.#endpointPerSecond = endpointPerSecond;
    this.#room = room;
    this.#windows = { read: new RateWindow(readsPerSecond), write: new RateWindow(writesPerSecond) };
  }

  /** A turn, if there is one at this moment and nobody waits; whoever has left is for `take` to refuse. */
  takeNow(want: Want): Turn | undefined {
    if (want.signal?.aborted || LANES.some((lane) => this.#waiting[lane].size > 0)) return undefined;
    return this.#wait(want, performance.now()) === 0 ? this.#turn(want) : undefined;
  }

  /** A turn as soon as there is one; else why not. */
  take(want: Want): Promise<Turn | Broken> {
    if (want.signal?.aborted) return Promise.resolve({ fault: 'aborted', sent: false });
    // Those who wait go first, also when the clock that calls them is late.
    this.#admit();
    const now = performance.now();
    if (this.#wait(want, now) === 0) return Promise.resolve(this.#turn(want));
    if (want.mustGo) return this.#join(want, now, () => {});
    const expected = this.#expectedWait(want, now);
    if (expected > want.waitMs) return Promise.resolve(shed(expected));
    if (!this.#room.enter(want.access)) return Promise.resolve({ ...shed(expected), fault: 'shed' });
    return this.#join(want, now, () => this.#room.leave(want.access));
  }

  /** REST has refused a call for its rate: for that long it gets no more of them. */
  slowDown(endpoint: string, reason: RateReason, ms: number): void {
    const until = performance.now() + ms;
    const { read, write } = this.#windows;
    const closed = reason === 'global-rate' ? [read, write] : [this.#endpoint(endpoint)];
    for (const window of closed) window.closeUntil(until);
  }

  /** Until both windows of this call have a place, if nobody else came. */
  #wait({ access, endpoint }: Want, now: number): number {
    return Math.max(this.#windows[access].wait(now), this.#endpoint(endpoint).wait(now));
  }

  #expectedWait({ access, endpoint }: Want, now: number): number {
    const before = LANES.flatMap((lane) => [...this.#waiting[lane]]).filter((other) => other.access === access);
    const there = before.filter((other) => other.endpoint === endpoint);
    return Math.max(this.#windows[access].wait(now, before.length), this.#endpoint(endpoint).wait(now, there.length));
  }

  #endpoint(name: string): RateWindow {
    let window = this.#endpoints.get(name);
    if (window === undefined) {
      window = new RateWindow(this.#endpointPerSecond);
      this.#endpoints.set(name, window);
    }
    return window;
  }

  #join(want: Want, now: number, leave: () => void): Promise<Turn | Broken> {
    const queue = this.#waiting[laneOf(want)];
    return new Promise((resolve) => {
      const settle = (value: Turn | Broken) => {
        queue.delete(waiter);
        clearTimeout(timer);
        want.signal?.removeEventListener('abort', abort);
        leave();
        resolve(value);
      };
      const waiter: Waiter = { ...want, start: settle };
      const abort = () => settle({ fault: 'aborted', sent: false });
      const timer = setTimeout(() => settle(shed(this.#wait(want, performance.now()))), want.waitMs);
      want.signal?.addEventListener('abort', abort);
      queue.add(waiter);
      this.#call(now);
    });
  }

  #turn({ access, endpoint }: Want): Turn {
    const windows = [this.#windows[access], this.#endpoint(endpoint)];
    for (const window of windows) window.hold();
    let isHeld = true;
    const settle = (sentAt: number | undefined) => {
      if (!isHeld) return;
      isHeld = false;
      for (const window of windows) window.settle(sentAt);
      this.#admit();
    };
    return { sent: () => settle(performance.now()), done: () => settle(undefined) };
  }

  /** Lets in whoever may go now. */
  #admit(): void {
    const now = performance.now();
    for (const lane of LANES) {
      for (const waiter of this.#waiting[lane]) if (this.#wait(waiter, now) === 0) waiter.start(this.#turn(waiter));
    }
    this.#call(now);
  }

  /** Comes back when the next of those who wait may go. */
  #call(now: number): void {
    clearTimeout(this.#timer);
    let soonest = Number.POSITIVE_INFINITY;
    for (const lane of LANES) {
      for (const waiter of this.#waiting[lane]) soonest = Math.min(soonest, this.#wait(waiter, now));
    }
    if (Number.isFinite(soonest)) this.#timer = setTimeout(() => this.#admit(), Math.ceil(soonest));
  }
}
