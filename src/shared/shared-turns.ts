import { WINDOW_MS } from '../stripe/rate-window.ts';
import type { Ahead, Kind, OwnTurns, RateReason, Rates, Turn, Turns } from '../stripe/turns.ts';
import { AccountPlaces, type Inquiry } from './account-places.ts';
import { AHEAD_MS, type Booking } from './ledger.ts';
import type { Member, Membership } from './membership.ts';
import { openOwnShare, shareOf } from './own-share.ts';
import type { Place } from './stock.ts';
import { inAWindow } from './wishes.ts';

/** How long to collect questions before the ledger is asked again, in milliseconds, so that they are one order. */
const ASK_AGAIN_MS = 25;

/** Turns of one account that all processes share. While the ledger is away, this process has its share alone. */
export class SharedTurns implements Turns, Member {
  readonly #rates: Rates;
  readonly #membership: Membership<SharedTurns>;
  readonly #places: AccountPlaces;
  #own: OwnTurns | undefined;
  #timer: NodeJS.Timeout | undefined;
  #onFree = (): void => {};

  constructor(account: string, rates: Rates, membership: Membership<SharedTurns>) {
    this.#rates = rates;
    this.#membership = membership;
    this.#places = new AccountPlaces(account, rates, membership);
  }

  get answerMs(): number {
    // An order that is not answered is asked about once more before the ledger is held to be lost.
    return 2 * this.#membership.answerMs;
  }

  get busyUntil(): number {
    // Calls that were sent with places of the ledger are remembered by the ledger.
    return this.isActive ? Number.POSITIVE_INFINITY : (this.#own?.busyUntil ?? 0);
  }

  get isActive(): boolean {
    return this.#places.isActive;
  }

  listen(onFree: () => void): void {
    this.#onFree = onFree;
  }

  wait(kind: Kind, now: number): number {
    const mine = this.#ownWait((own) => own.wait(kind, now));
    if (this.#membership.mode === 'alone') return mine;
    const stock = this.#places.stock(kind);
    const place = stock.usable(now);
    if (place !== stock.places[0]) this.#membership.enlist(this);
    if (place === undefined) return Number.POSITIVE_INFINITY;
    return Math.max(mine, place.dueAt - now, this.#places.closedMs(kind, now));
  }

  expect(kind: Kind, now: number, ahead: Ahead): number {
    const mine = this.#ownWait((own) => own.expect(kind, now, ahead));
    if (this.#membership.mode === 'alone') return mine;
    const stock = this.#places.stock(kind);
    const place = stock.places[ahead.there];
    const { readsPerSecond, writesPerSecond, endpointPerSecond } = this.#rates;
    const limit = kind.access === 'read' ? readsPerSecond : writesPerSecond;
    const windows = Math.floor(ahead.all / limit) * WINDOW_MS;
    if (place !== undefined) return Math.max(mine, place.dueAt - now);
    const missing = ahead.there - stock.places.length;
    const nextMs = Math.max(0, (kind.mustGo ? stock.urgent : stock.plain).nextAt - now);
    // Where places are scarce, this process gets its part of them, or as many in a window as it has booked; else as many as there are.
    const part = shareOf(Math.min(limit, endpointPerSecond), this.#membership.replicas);
    const share = nextMs > AHEAD_MS / 4 ? Math.max(part, inAWindow(stock.places.length)) : endpointPerSecond;
    return Math.max(mine, windows, nextMs + Math.floor(missing / share) * WINDOW_MS);
  }

  want(kind: Kind): () => void {
    const stock = this.#places.stock(kind);
    const demand = kind.mustGo ? stock.urgent : stock.plain;
    demand.waiting += 1;
    this.#membership.enlist(this);
    return () => {
      demand.waiting -= 1;
      if (stock.places.length > stock.waiting) this.#membership.enlist(this);
    };
  }

  take(kind: Kind): Turn {
    const { mode } = this.#membership;
    const mine = mode === 'shared' ? undefined : this.#share().take(kind);
    const place = mode === 'alone' ? undefined : this.#takePlace(kind);
    let isHeld = true;
    const isStale = (): boolean =>
      // A turn without a place is of this process's own share, which the others do not know of.
      place === undefined ? this.#membership.mode === 'shared' : place.pastAt < performance.now();
    const done = () => {
      if (!isHeld) return;
      isHeld = false;
      mine?.done();
      if (place !== undefined) this.#giveBack(kind, place);
    };
    const leave = (): boolean => {
      if (isStale()) {
        done();
        return false;
      }
      isHeld = false;
      return mine?.leave() ?? true;
    };
    return { leave, done };
  }

  slowDown(endpoint: string, reason: RateReason, ms: number): void {
    const { mode } = this.#membership;
    if (mode !== 'shared') this.#share().slowDown(endpoint, reason, ms);
    if (mode === 'alone') return;
    const now = performance.now();
    for (const log of reason === 'global-rate' ? ['read', 'write'] : [endpoint]) this.#places.close(log, ms, now);
    this.#membership.enlist(this);
  }

  /** What has to be said to the ledger now; undefined when there is nothing. */
  inquire(now: number): Inquiry | undefined {
    this.#catchUp();
    return this.#membership.mode === 'alone' ? undefined : this.#places.inquire(now);
  }

  /** The ledger's answer. */
  receive(inquiry: Inquiry, booking: Booking): void {
    this.#places.receive(inquiry, booking);
    this.#onFree();
    this.#askAgain();
  }

  /** No answer came. */
  fail(inquiry: Inquiry): void {
    this.#places.fail(inquiry);
  }

  /** The mode has changed. */
  change(): void {
    this.#catchUp();
    this.#onFree();
    this.#membership.enlist(this);
  }

  #takePlace(kind: Kind): Place {
    const now = performance.now();
    const stock = this.#places.stock(kind);
    const place = stock.take(now);
    if (stock.spares(now) > 0) this.#membership.enlist(this);
    return place;
  }

  #giveBack({ endpoint }: Kind, place: Place): void {
    if (this.#membership.mode === 'alone') return;
    this.#places.giveBack(endpoint, place);
    this.#membership.enlist(this);
  }

  #askAgain(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    const nextAskAt = this.#places.nextAskAt(now);
    if (nextAskAt === Number.POSITIVE_INFINITY) return;
    const inMs = Math.max(ASK_AGAIN_MS, nextAskAt - now + 1);
    this.#timer = setTimeout(() => this.#membership.enlist(this), inMs).unref();
  }

  #catchUp(): void {
    if (this.#membership.mode === 'shared') this.#own = undefined;
    this.#places.catchUp();
  }

  #ownWait(wait: (own: OwnTurns) => number): number {
    this.#catchUp();
    return this.#membership.mode === 'shared' ? 0 : wait(this.#share());
  }

  #share(): OwnTurns {
    const { replicas, shutUntil } = this.#membership;
    this.#own ??= openOwnShare(this.#rates, replicas, shutUntil, () => this.#onFree());
    return this.#own;
  }
}
