import { WINDOW_MS } from '../stripe/rate-window.ts';
import {
  type Ahead,
  type Kind,
  OwnTurns,
  type RateReason,
  type Rates,
  type Turn,
  type Turns,
} from '../stripe/turns.ts';
import { AHEAD_MS, type Booking, type Entry, type Order } from './ledger.ts';
import { type Demand, type Place, Stock, USABLE_MS } from './stock.ts';

/** How the processes agree: by the ledger, each by its own share, or by both until all have come back to the ledger. */
export const MODES = ['shared', 'alone', 'returning'] as const;
export type Mode = (typeof MODES)[number];

/** What the turns of one account need of the process's part in the ledger. */
export interface Membership {
  readonly mode: Mode;
  /** Grows with each loss of the ledger: what was booked before it is not valid any more. */
  readonly epoch: number;
  /** Before this moment nothing goes by the own share, because others may still use what was booked. */
  readonly shutUntil: number;
  readonly replicas: number;
  readonly answerMs: number;
  /** These turns have an order to make, when this turn of the event loop is over. */
  enlist(turns: SharedTurns): void;
  /** A name that no process has given to a place yet. */
  nameOne(): string;
}

/** Those who ask again do so for several places at once. */
const ASK_AGAIN_MS = 25;

/** A wish of an order, and what is needed to take in its answer. */
interface Asked {
  readonly stock: Stock;
  readonly demand: Demand;
  readonly ids: readonly string[];
  readonly aheadMs: number;
}

export interface Inquiry {
  readonly order: Order;
  readonly asked: readonly Asked[];
  readonly epoch: number;
}

/** A turn that has been given and not settled. */
interface Held {
  readonly endpoint: string;
  readonly place: Place;
}

const shareOf = (limit: number, replicas: number): number => Math.max(1, Math.floor(limit / replicas));

/** A tenth of the writes is kept for those whose outcome is open. */
const limitFor = (limit: number, { access }: Stock, isUrgent: boolean): number =>
  access === 'read' || isUrgent ? limit : limit - Math.floor(limit / 10);

/** Turns of one account that all processes share. While the ledger is away, this process has its share alone. */
export class SharedTurns implements Turns {
  readonly #account: string;
  readonly #rates: Rates;
  readonly #membership: Membership;
  /** As many as there are endpoints. */
  readonly #stocks = new Map<string, Stock>();
  readonly #held = new Set<Held>();
  /** By log: REST refuses calls until then. */
  readonly #closedUntil = new Map<string, number>();
  #returned: Held[] = [];
  #moved: (Held & { readonly sentAt: number })[] = [];
  #closed: { readonly log: string; readonly ms: number }[] = [];
  #own: OwnTurns | undefined;
  #epoch: number;
  #timer: NodeJS.Timeout | undefined;
  #onFree = (): void => {};

  constructor(account: string, rates: Rates, membership: Membership) {
    this.#account = account;
    this.#rates = rates;
    this.#membership = membership;
    this.#epoch = membership.epoch;
  }

  get answerMs(): number {
    // An order that is not answered is asked about once more before the ledger is held to be lost.
    return 2 * this.#membership.answerMs;
  }

  listen(onFree: () => void): void {
    this.#onFree = onFree;
  }

  wait({ access, endpoint }: Kind, now: number): number {
    const mine = this.#ownWait((own) => own.wait({ access, endpoint, mustGo: false }, now));
    if (this.#membership.mode === 'alone') return mine;
    const stock = this.#stock(endpoint, access);
    const place = stock.usable(now);
    if (place !== stock.places[0]) this.#membership.enlist(this);
    if (place === undefined) return Number.POSITIVE_INFINITY;
    return Math.max(mine, place.dueAt - now, this.#closedMs(access, endpoint, now));
  }

  expect(kind: Kind, now: number, ahead: Ahead): number {
    const mine = this.#ownWait((own) => own.expect(kind, now, ahead));
    if (this.#membership.mode === 'alone') return mine;
    const stock = this.#stock(kind.endpoint, kind.access);
    const place = stock.places[ahead.there];
    const { readsPerSecond, writesPerSecond, endpointPerSecond } = this.#rates;
    const limit = kind.access === 'read' ? readsPerSecond : writesPerSecond;
    const windows = Math.floor(ahead.all / limit) * WINDOW_MS;
    if (place !== undefined) return Math.max(mine, place.dueAt - now);
    const missing = ahead.there - stock.places.length;
    const nextMs = Math.max(0, (kind.mustGo ? stock.urgent : stock.plain).nextAt - now);
    // Where places are scarce, this process gets as many in a window as it has booked; else as many as there are.
    const share = nextMs > AHEAD_MS / 4 ? Math.max(1, stock.places.length) : endpointPerSecond;
    return Math.max(mine, windows, nextMs + Math.floor(missing / share) * WINDOW_MS);
  }

  want({ access, endpoint, mustGo }: Kind): () => void {
    const stock = this.#stock(endpoint, access);
    const demand = mustGo ? stock.urgent : stock.plain;
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
    if (mode === 'alone' && mine !== undefined) return mine;
    const now = performance.now();
    const stock = this.#stock(kind.endpoint, kind.access);
    const place = stock.usable(now);
    if (place === undefined) throw new Error('A turn was taken that was not there.');
    stock.places.splice(stock.places.indexOf(place), 1);
    const held: Held = { endpoint: kind.endpoint, place };
    this.#held.add(held);
    const settle = (sentAt: number | undefined): boolean => {
      if (!this.#held.delete(held)) return false;
      if (this.#membership.mode === 'alone') return true;
      if (sentAt === undefined) this.#returned.push(held);
      else if (sentAt > place.dueAt + USABLE_MS) this.#moved.push({ ...held, sentAt });
      else return true;
      this.#membership.enlist(this);
      return true;
    };
    return {
      sent: () => {
        if (settle(performance.now())) mine?.sent();
      },
      done: () => {
        if (settle(undefined)) mine?.done();
      },
    };
  }

  slowDown(endpoint: string, reason: RateReason, ms: number): void {
    const { mode } = this.#membership;
    if (mode !== 'shared') this.#share().slowDown(endpoint, reason, ms);
    if (mode === 'alone') return;
    for (const log of reason === 'global-rate' ? ['read', 'write'] : [endpoint]) {
      this.#close(log, performance.now() + ms);
      this.#closed.push({ log, ms });
    }
    this.#membership.enlist(this);
  }

  /** What has to be said to the ledger now; undefined when there is nothing. */
  inquire(now: number): Inquiry | undefined {
    this.#catchUp();
    if (this.#membership.mode === 'alone') return undefined;
    const logs: string[] = [];
    const indexOf = (log: string): number => {
      const known = logs.indexOf(log);
      return known === -1 ? logs.push(log) - 1 : known;
    };
    const logsOf = (endpoint: string): number[] => {
      const { access } = this.#stocks.get(endpoint) ?? {};
      return access === undefined ? [] : [indexOf(access), indexOf(endpoint)];
    };
    const entry = ({ endpoint, place }: Held): Entry => ({ logs: logsOf(endpoint), id: place.id });
    for (const [endpoint, stock] of this.#stocks) {
      for (const place of stock.sift(now)) this.#returned.push({ endpoint, place });
    }
    // Whoever holds a place past its time and has not sent its call yet moves it along.
    const late = [...this.#held].filter(({ place }) => place.dueAt + USABLE_MS < now);
    const moved = [...this.#moved, ...late.map((held) => ({ ...held, sentAt: now }))];
    const asked = this.#ask(now);
    const order: Order = {
      account: this.#account,
      returned: this.#returned.map(entry),
      moved: moved.map(({ sentAt, ...held }) => ({ ...entry(held), agoMs: Math.max(0, Math.round(now - sentAt)) })),
      closed: this.#closed.map(({ log, ms }) => ({ log: indexOf(log), ms: Math.ceil(ms) })),
      wishes: asked.map(({ endpoint, stock, demand, ids, aheadMs }) => {
        const { readsPerSecond, writesPerSecond, endpointPerSecond } = this.#rates;
        const limits = [stock.access === 'read' ? readsPerSecond : writesPerSecond, endpointPerSecond];
        return {
          logs: logsOf(endpoint),
          limits: limits.map((limit) => limitFor(limit, stock, demand === stock.urgent)),
          ids,
          aheadMs,
        };
      }),
      logs,
    };
    this.#returned = [];
    this.#moved = [];
    this.#closed = [];
    return logs.length === 0 ? undefined : { order, asked, epoch: this.#epoch };
  }

  /** The ledger's answer. */
  receive({ order, asked, epoch }: Inquiry, { wishes, closedMs }: Booking): void {
    this.#catchUp();
    if (epoch !== this.#epoch) return;
    const now = performance.now();
    order.logs.forEach((log, index) => {
      const ms = closedMs[index] ?? 0;
      if (ms > 0) this.#close(log, now + ms);
    });
    asked.forEach(({ stock, demand, ids }, index) => {
      const [nextMs = 0, ...dueIn] = wishes[index] ?? [];
      demand.asked -= ids.length;
      demand.nextAt = now + nextMs;
      dueIn.forEach((ms, nth) => {
        const id = ids[nth];
        if (id !== undefined) stock.add({ id, dueAt: now + ms });
      });
    });
    this.#onFree();
    this.#askAgain(now);
  }

  /** No answer came: what was asked for is asked for again. */
  fail({ asked, epoch }: Inquiry): void {
    this.#catchUp();
    if (epoch !== this.#epoch) return;
    for (const { demand, ids } of asked) demand.asked -= ids.length;
  }

  /** Whether there is anything that the loss of the ledger would change. */
  get isActive(): boolean {
    return this.#held.size > 0 || [...this.#stocks.values()].some(({ waiting, places }) => waiting + places.length > 0);
  }

  /** The mode has changed. */
  change(): void {
    this.#catchUp();
    this.#onFree();
    this.#membership.enlist(this);
  }

  #ask(now: number): (Asked & { readonly endpoint: string })[] {
    return [...this.#stocks].flatMap(([endpoint, stock]) => {
      let missing = stock.missing;
      return [stock.urgent, stock.plain].flatMap((demand) => {
        const count = Math.min(missing, demand.waiting - demand.asked);
        const first = Math.max(0, Math.min(count, this.#part(stock) - stock.places.length - stock.asked));
        return [
          { count: first, aheadMs: AHEAD_MS },
          { count: count - first, aheadMs: AHEAD_MS / 2 },
        ].flatMap((wish) => {
          if (wish.count <= 0 || demand.nextAt > now + wish.aheadMs) return [];
          missing -= wish.count;
          demand.asked += wish.count;
          const ids = Array.from({ length: wish.count }, () => this.#membership.nameOne());
          return [{ endpoint, stock, demand, ids, aheadMs: wish.aheadMs }];
        });
      });
    });
  }

  /** Places that this process may book before all others that have theirs. */
  #part({ access }: Stock): number {
    const { readsPerSecond, writesPerSecond, endpointPerSecond } = this.#rates;
    const limit = access === 'read' ? readsPerSecond : writesPerSecond;
    return shareOf(Math.min(limit, endpointPerSecond), this.#membership.replicas);
  }

  /** Comes back to the ledger when the first place that could not be booked comes near enough. */
  #askAgain(now: number): void {
    const next = [...this.#stocks.values()].flatMap((stock) => {
      if (stock.missing <= 0) return [];
      const aheadMs = stock.places.length < this.#part(stock) ? AHEAD_MS : AHEAD_MS / 2;
      return [stock.urgent, stock.plain].flatMap(({ waiting, nextAt }) => (waiting > 0 ? nextAt - aheadMs : []));
    });
    clearTimeout(this.#timer);
    if (next.length === 0) return;
    const inMs = Math.max(ASK_AGAIN_MS, Math.min(...next) - now + 1);
    this.#timer = setTimeout(() => this.#membership.enlist(this), inMs).unref();
  }

  /** Forgets what is not valid any more. */
  #catchUp(): void {
    if (this.#membership.mode === 'shared') this.#own = undefined;
    if (this.#epoch === this.#membership.epoch) return;
    this.#epoch = this.#membership.epoch;
    this.#returned = [];
    this.#moved = [];
    this.#closed = [];
    for (const stock of this.#stocks.values()) {
      stock.places.length = 0;
      for (const demand of [stock.urgent, stock.plain]) Object.assign(demand, { asked: 0, nextAt: 0 });
    }
  }

  #ownWait(wait: (own: OwnTurns) => number): number {
    this.#catchUp();
    return this.#membership.mode === 'shared' ? 0 : wait(this.#share());
  }

  #share(): OwnTurns {
    if (this.#own === undefined) {
      const { replicas, shutUntil } = this.#membership;
      const { readsPerSecond, writesPerSecond, endpointPerSecond } = this.#rates;
      this.#own = new OwnTurns({
        readsPerSecond: shareOf(readsPerSecond, replicas),
        writesPerSecond: shareOf(writesPerSecond, replicas),
        endpointPerSecond: shareOf(endpointPerSecond, replicas),
      });
      this.#own.listen(() => this.#onFree());
      this.#own.slowDown('', 'global-rate', shutUntil - performance.now());
    }
    return this.#own;
  }

  #stock(endpoint: string, access: Kind['access']): Stock {
    let stock = this.#stocks.get(endpoint);
    if (stock === undefined) {
      stock = new Stock(access);
      this.#stocks.set(endpoint, stock);
    }
    return stock;
  }

  #close(log: string, until: number): void {
    this.#closedUntil.set(log, Math.max(until, this.#closedUntil.get(log) ?? 0));
  }

  #closedMs(access: Kind['access'], endpoint: string, now: number): number {
    const until = Math.max(this.#closedUntil.get(access) ?? 0, this.#closedUntil.get(endpoint) ?? 0);
    return Math.max(0, until - now);
  }
}
