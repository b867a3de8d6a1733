import type { Kind, Rates } from '../stripe/turns.ts';
import { type Booking, type Entry, MOST_LEAD_MS, type Order } from './ledger.ts';
import type { Member, Membership } from './membership.ts';
import { type Place, Stock, usableTimes } from './stock.ts';
import { type Asked, type Asker, askedOf, limitsOf, nextAskAt } from './wishes.ts';

/** An order, and what is needed to take in its answer. */
export interface Inquiry {
  readonly order: Order;
  readonly asked: readonly Asked[];
  readonly epoch: number;
  readonly askedAt: number;
}

/** What this process has in the ledger for one account, and what it has to say of that. */
export class AccountPlaces {
  readonly #account: string;
  readonly #rates: Rates;
  readonly #membership: Membership<Member>;
  /** As many as there are endpoints. */
  readonly #stocks = new Map<string, Stock>();
  /** By log: REST refuses calls until then. */
  readonly #closedUntil = new Map<string, number>();
  #returned: { readonly endpoint: string; readonly place: Place }[] = [];
  #toClose: { readonly log: string; readonly ms: number }[] = [];
  #epoch: number;

  constructor(account: string, rates: Rates, membership: Membership<Member>) {
    this.#account = account;
    this.#rates = rates;
    this.#membership = membership;
    this.#epoch = membership.epoch;
  }

  stock({ endpoint, access }: Pick<Kind, 'endpoint' | 'access'>): Stock {
    let stock = this.#stocks.get(endpoint);
    if (stock === undefined) {
      stock = new Stock(access);
      this.#stocks.set(endpoint, stock);
    }
    return stock;
  }

  get isActive(): boolean {
    return [...this.#stocks.values()].some(({ waiting, places }) => waiting + places.length > 0);
  }

  /**
   * Nobody needs it any more, or it was not used in time: there is room for another at once, or when it would have been
   * due.
   */
  giveBack(endpoint: string, place: Place): void {
    this.#returned.push({ endpoint, place });
    for (const stock of this.#stocks.values()) stock.reopen(place.dueAt);
  }

  /** REST refuses calls of that log. */
  close(log: string, ms: number, now: number): void {
    this.#stayClosed(log, now + ms);
    this.#toClose.push({ log, ms: Math.ceil(ms) });
  }

  closedMs({ access, endpoint }: Pick<Kind, 'endpoint' | 'access'>, now: number): number {
    const until = Math.max(this.#closedUntil.get(access) ?? 0, this.#closedUntil.get(endpoint) ?? 0);
    return Math.max(0, until - now);
  }

  /** What has to be said to the ledger now; undefined when there is nothing. */
  inquire(now: number): Inquiry | undefined {
    this.catchUp();
    const logs: string[] = [];
    const indexOf = (log: string): number => {
      const known = logs.indexOf(log);
      return known === -1 ? logs.push(log) - 1 : known;
    };
    const logsOf = (endpoint: string): number[] => {
      const { access } = this.#stocks.get(endpoint) ?? {};
      return access === undefined ? [] : [indexOf(access), indexOf(endpoint)];
    };
    for (const [endpoint, stock] of this.#stocks) {
      for (const place of stock.sift(now)) this.giveBack(endpoint, place);
    }
    const asked = [...this.#stocks].flatMap(([endpoint, stock]) =>
      askedOf(endpoint, stock, this.#askerOf(stock, now), now),
    );
    for (const { demand, count } of asked) demand.asked += count;
    const order: Order = {
      account: this.#account,
      returned: this.#returned.map(({ endpoint, place }): Entry => ({ logs: logsOf(endpoint), id: place.id })),
      closed: this.#toClose.map(({ log, ms }) => ({ log: indexOf(log), ms })),
      wishes: asked.map(({ endpoint, stock, demand, count, fromMs, aheadMs }) => ({
        logs: logsOf(endpoint),
        limits: limitsOf(this.#rates, stock, demand),
        ids: Array.from({ length: count }, () => this.#membership.nameOne()),
        fromMs,
        aheadMs,
      })),
      logs,
    };
    this.#returned = [];
    this.#toClose = [];
    return logs.length === 0 ? undefined : { order, asked, epoch: this.#epoch, askedAt: now };
  }

  /** The ledger's answer. */
  receive({ order, asked, epoch }: Inquiry, { at, wishes, closedMs }: Booking): void {
    this.catchUp();
    if (epoch !== this.#epoch) return;
    const { clock } = this.#membership;
    const now = performance.now();
    const timesAfter = (ms: number) => usableTimes(clock.own(at + ms), clock.errorMs);
    const dueAfter = (ms: number): number => timesAfter(ms).dueAt;
    order.logs.forEach((log, index) => {
      const ms = closedMs[index] ?? 0;
      if (ms > 0) this.#stayClosed(log, dueAfter(ms));
    });
    asked.forEach(({ stock, demand, count }, index) => {
      const [nextMs = 0, ...dueIn] = wishes[index] ?? [];
      demand.asked -= count;
      demand.nextAt = dueAfter(nextMs);
      dueIn.forEach((ms, nth) => {
        const id = order.wishes[index]?.ids[nth];
        if (id !== undefined) stock.add({ id, ...timesAfter(ms) }, now);
      });
    });
  }

  /** No answer came: what was asked for is asked for again. */
  fail({ asked, epoch }: Inquiry): void {
    this.catchUp();
    if (epoch !== this.#epoch) return;
    for (const { demand, count } of asked) demand.asked -= count;
  }

  /** When to come back to the ledger for what could not be booked; infinite when there is nothing. */
  nextAskAt(now: number): number {
    const times = [...this.#stocks.values()].map((stock) => nextAskAt(stock, this.#askerOf(stock, now)));
    return Math.min(...times);
  }

  /** Forgets what is not valid any more. */
  catchUp(): void {
    if (this.#epoch === this.#membership.epoch) return;
    this.#epoch = this.#membership.epoch;
    this.#returned = [];
    this.#toClose = [];
    for (const stock of this.#stocks.values()) stock.clear();
  }

  #askerOf(stock: Stock, now: number): Asker {
    const { replicas, clock } = this.#membership;
    const leadMs = stock.isLate(now) ? Math.min(clock.leadMs, MOST_LEAD_MS) : 0;
    return { rates: this.#rates, replicas, leadMs };
  }

  #stayClosed(log: string, until: number): void {
    this.#closedUntil.set(log, Math.max(until, this.#closedUntil.get(log) ?? 0));
  }
}
