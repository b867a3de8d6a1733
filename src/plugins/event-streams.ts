import type { RequestHeaders } from '../auth/bearer.ts';
import type { Identify } from '../auth/identity.ts';
import { Refusal } from '../auth/refusal.ts';
import type { EventSettings } from '../config/event-settings.ts';
import { type Ending, SignalQueue } from '../events/signal-queue.ts';
import type { Caller } from '../graph/caller.ts';
import { publicError } from '../graph/errors.ts';
import { PerKey } from '../overload/per-key.ts';

/** How often it is looked whether the tokens of those who listen still hold. */
const LOOK_MS = 5_000;

const tooMany = (status: number, message: string) =>
  publicError('OVERLOADED', message, { retryable: true, extensions: { http: { status } } });

const scopesOf = ({ scopes }: Caller): string => (scopes === 'all' ? scopes : [...scopes].sort().join(' '));

const isSame = (one: Caller, other: Caller): boolean =>
  one.tenant === other.tenant &&
  one.account === other.account &&
  one.context === other.context &&
  scopesOf(one) === scopesOf(other);

/** A subscription that is open: who listens, and what waits for them. */
export class EventStream {
  readonly queue = new SignalQueue();
  readonly #headers: RequestHeaders;
  readonly #identify: Identify;
  #caller: Caller;

  constructor(caller: Caller, headers: RequestHeaders, identify: Identify) {
    this.#caller = caller;
    this.#headers = headers;
    this.#identify = identify;
  }

  /** As they are known now: the keys that they act under may have been replaced. */
  get caller(): Caller {
    return this.#caller;
  }

  /** Ends the stream of a caller whose token no longer holds, or says something else than it did. */
  async check(): Promise<void> {
    if (this.queue.hasEnded) return;
    try {
      const now = await this.#identify(this.#headers);
      if (!isSame(now, this.#caller)) this.queue.end('changed');
      this.#caller = now;
    } catch (error) {
      // An issuer that is down has withdrawn nothing. Whatever else went wrong, nobody knows any more who listens.
      const isDown = error instanceof Refusal && error.kind === 'unavailable';
      if (!isDown) this.queue.end('unauthenticated');
    }
  }
}

export interface EventStreamsOptions extends Pick<EventSettings, 'maxStreams' | 'maxStreamsPerCaller'> {
  readonly identify: Identify;
  /** Told why a stream has ended; `left` where its subscriber went, or a fault ended it. */
  readonly onEnd?: ((reason: Ending | 'left') => void) | undefined;
}

/** All subscriptions that are open in this process: so many at once, and so many of one caller (bulkhead). */
export class EventStreams {
  readonly #options: EventStreamsOptions;
  readonly #ofCaller: PerKey;
  readonly #open = new Set<EventStream>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: EventStreamsOptions) {
    this.#options = options;
    this.#ofCaller = new PerKey(options.maxStreamsPerCaller);
  }

  get size(): number {
    return this.#open.size;
  }

  /** A stream, and how to close it. Throws OVERLOADED when there are too many. */
  open(caller: Caller, headers: RequestHeaders): { readonly stream: EventStream; readonly close: () => void } {
    const { maxStreams, maxStreamsPerCaller, identify } = this.#options;
    if (this.#open.size >= maxStreams) throw tooMany(503, 'Too many subscriptions are open here. Ask again later.');
    // Without authentication all are one caller, who may have all places.
    const leave = caller.tenant === '' ? () => {} : this.#ofCaller.enter(caller.tenant);
    if (leave === undefined) {
      throw tooMany(429, `One caller may have ${maxStreamsPerCaller} subscriptions open at once. Close one first.`);
    }
    const stream = new EventStream(caller, headers, identify);
    this.#open.add(stream);
    this.#timer ??= setInterval(() => this.#check(), LOOK_MS).unref();
    const close = (): void => {
      if (!this.#open.delete(stream)) return;
      leave();
      this.#options.onEnd?.(stream.queue.ending ?? 'left');
      if (this.#open.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
    return { stream, close };
  }

  /** Someone who listens to that account. */
  callerOn(account: string | undefined): Caller | undefined {
    for (const { caller } of this.#open) if (caller.account === account) return caller;
    return undefined;
  }

  #check(): void {
    for (const stream of this.#open) void stream.check();
  }
}
