import type { Access } from '../access.ts';
import { RateWindow } from './rate-window.ts';

/** Calls of one account in a second, at most. */
export interface Rates {
  readonly readsPerSecond: number;
  readonly writesPerSecond: number;
  /** To one endpoint, whatever its ids. */
  readonly endpointPerSecond: number;
}

/** What a call is, as far as rate limits tell calls apart. */
export interface Kind {
  readonly access: Access;
  /** Method and path template. */
  readonly endpoint: string;
  /** It repeats a write that may have been applied, and goes before all others. */
  readonly mustGo: boolean;
}

/** How many others go first. */
export interface Ahead {
  /** Of the same access. */
  readonly all: number;
  /** Of these, to the same endpoint. */
  readonly there: number;
}

/** Permission to send one attempt. Whoever holds it tells what became of it. */
export interface Turn {
  /** Asked right before it is sent. False when the turn is stale: it must not be sent, and needs another one. */
  leave(): boolean;
  /** It is over, sent or not. */
  done(): void;
}

/** Limits that REST names in `Stripe-Rate-Limited-Reason` and that are about calls in a second. */
export type RateReason = 'global-rate' | 'endpoint-rate';

/** The rate limiter of one account. In which order waiting calls go is decided by `CallBudget`. */
export interface Turns {
  /** The shortest time in milliseconds that a call has to wait before it is known whether it may go. */
  readonly answerMs: number;
  /** Until then there is something to remember of what was sent; infinite while a turn is held. */
  readonly busyUntil: number;
  /** Tells whom to call when a turn may have come free. */
  listen(onFree: () => void): void;
  /** Milliseconds until such a call may go; 0 when it may go now, infinite while it is not known. */
  wait(kind: Kind, now: number): number;
  /** The same for one who joins those who wait, as well as it can be told: never infinite. */
  expect(kind: Kind, now: number, ahead: Ahead): number;
  /** Says that one more call waits. Call the answered function when it waits no more. */
  want(kind: Kind): () => void;
  /** A turn, when `wait` has just been 0. */
  take(kind: Kind): Turn;
  /** REST has answered 429: for so many milliseconds no more such calls are sent. */
  slowDown(endpoint: string, reason: RateReason, ms: number): void;
}

/** The turns of one account. Its name holds no key. */
export type OpenTurns = (account: string, rates: Rates) => Turns;

const UNWANTED = () => {};

/**
 * A place in both windows. It is reserved until the call is sent, however late that is: only then does its time begin.
 */
class OwnTurn implements Turn {
  readonly #all: RateWindow;
  readonly #there: RateWindow;
  readonly #onFree: () => void;
  #isHeld = true;

  constructor(all: RateWindow, there: RateWindow, onFree: () => void) {
    this.#all = all;
    this.#there = there;
    this.#onFree = onFree;
    all.hold();
    there.hold();
  }

  leave(): true {
    if (this.#isHeld) this.#settle(performance.now());
    return true;
  }

  done(): void {
    if (this.#isHeld) this.#settle(undefined);
  }

  #settle(sentAt: number | undefined): void {
    this.#isHeld = false;
    this.#all.settle(sentAt);
    this.#there.settle(sentAt);
    this.#onFree();
  }
}

/** Turns of one process that is alone with its account, or has a share of its own. */
export class OwnTurns implements Turns {
  readonly answerMs = 0;
  readonly #rates: Rates;
  /** Made when first used: most accounts are only read. */
  readonly #windows: { -readonly [Key in Access]: RateWindow | undefined } = { read: undefined, write: undefined };
  /** As many as there are endpoints. */
  readonly #endpoints = new Map<string, RateWindow>();
  #onFree = (): void => {};

  constructor(rates: Rates) {
    this.#rates = rates;
  }

  get busyUntil(): number {
    const { read, write } = this.#windows;
    let until = Math.max(read?.busyUntil ?? 0, write?.busyUntil ?? 0);
    for (const window of this.#endpoints.values()) until = Math.max(until, window.busyUntil);
    return until;
  }

  listen(onFree: () => void): void {
    this.#onFree = onFree;
  }

  wait({ access, endpoint }: Kind, now: number): number {
    return Math.max(this.#window(access).wait(now), this.#endpoint(endpoint).wait(now));
  }

  expect({ access, endpoint }: Kind, now: number, { all, there }: Ahead): number {
    return Math.max(this.#window(access).wait(now, all), this.#endpoint(endpoint).wait(now, there));
  }

  /** Nothing to do: a turn comes free here by time alone, however many wait. */
  want(): () => void {
    return UNWANTED;
  }

  take({ access, endpoint }: Kind): Turn {
    return new OwnTurn(this.#window(access), this.#endpoint(endpoint), this.#onFree);
  }

  slowDown(endpoint: string, reason: RateReason, ms: number): void {
    const until = performance.now() + ms;
    const closed =
      reason === 'global-rate' ? [this.#window('read'), this.#window('write')] : [this.#endpoint(endpoint)];
    for (const window of closed) window.closeUntil(until);
  }

  #window(access: Access): RateWindow {
    const { readsPerSecond, writesPerSecond } = this.#rates;
    this.#windows[access] ??= new RateWindow(access === 'read' ? readsPerSecond : writesPerSecond);
    return this.#windows[access];
  }

  #endpoint(name: string): RateWindow {
    let window = this.#endpoints.get(name);
    if (window === undefined) {
      window = new RateWindow(this.#rates.endpointPerSecond);
      this.#endpoints.set(name, window);
    }
    return window;
  }
}
