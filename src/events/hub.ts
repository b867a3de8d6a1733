import { SeenIds } from './seen-ids.ts';
import type { Signal } from './signal.ts';
import type { SignalQueue } from './signal-queue.ts';

/** What a subscriber listens to. */
export interface Interest {
  /** Undefined for the gateway's own account. */
  readonly account: string | undefined;
  readonly types: ReadonlySet<string>;
  /** The one object; undefined for all. */
  readonly node: string | undefined;
}

/**
 * Told when somebody listens to an account, and when nobody does any more. Resolves when nothing can be missed from
 * then on.
 */
export interface Watcher {
  begin(account: string | undefined): Promise<void>;
  end(account: string | undefined): void;
}

interface Subscriber {
  readonly interest: Interest;
  readonly queue: SignalQueue;
}

/** Signals of one account, and those who listen to them. */
interface Channel {
  readonly subscribers: Set<Subscriber>;
  readonly ready: Promise<void>;
  newest: Signal | undefined;
}

const wants = ({ types, node }: Interest, { type, data }: Signal): boolean =>
  types.has(type) && (node === undefined || node === data.object.id);

/** Hands signals on to all in this process who listen, wherever they come from, and each of them once. */
export class EventHub {
  readonly #channels = new Map<string, Channel>();
  readonly #seen = new SeenIds();
  #watcher: Watcher | undefined;
  #isClosed = false;
  #isFed: boolean;
  /** Signals may have passed this process by: whoever can asks REST for them. */
  mayHaveMissed: boolean;

  /** Whether signals can pass this process by, so that an account that somebody listens to has to be watched. */
  readonly canMiss: boolean;

  /**
   * @param isFed whether something feeds it from the start and always will, or signals have to be asked for now and
   * then
   */
  constructor({ isFed }: { readonly isFed: boolean }) {
    this.canMiss = !isFed;
    this.#isFed = isFed;
    this.mayHaveMissed = !isFed;
  }

  get isFed(): boolean {
    return this.#isFed;
  }

  set isFed(isFed: boolean) {
    this.#isFed = isFed;
    if (!isFed) this.mayHaveMissed = true;
  }

  watchWith(watcher: Watcher): void {
    this.#watcher = watcher;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Hands a signal on, unless it has been here before. */
  publish(signal: Signal): boolean {
    if (!this.#seen.add(signal.id)) return false;
    const channel = this.#channels.get(signal.account ?? '');
    if (channel === undefined) return true;
    if (signal.created >= (channel.newest?.created ?? 0)) channel.newest = signal;
    for (const { interest, queue } of channel.subscribers) if (wants(interest, signal)) queue.push(signal);
    return true;
  }

  /** Leaves a signal out: it happened before anybody listened. */
  pass(signal: Signal): void {
    this.#seen.add(signal.id);
    const channel = this.#channels.get(signal.account ?? '');
    if (channel && signal.created >= (channel.newest?.created ?? 0)) channel.newest = signal;
  }

  /** Fills the queue from now on. Answers how to leave, once nothing that happens later can be missed. */
  async subscribe(interest: Interest, queue: SignalQueue): Promise<() => void> {
    const key = interest.account ?? '';
    const channel = this.#channels.get(key) ?? this.#open(interest.account);
    const subscriber = { interest, queue };
    channel.subscribers.add(subscriber);
    const leave = (): void => {
      channel.subscribers.delete(subscriber);
      if (channel.subscribers.size > 0 || this.#channels.get(key) !== channel) return;
      this.#channels.delete(key);
      this.#watcher?.end(interest.account);
    };
    if (this.#isClosed) queue.end('stopping');
    try {
      await channel.ready;
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Of the signals of an account that have been here, the newest. */
  newestOf(account: string | undefined): Signal | undefined {
    return this.#channels.get(account ?? '')?.newest;
  }

  /** The types that somebody wants of an account. */
  typesOf(account: string | undefined): readonly string[] {
    const all = [...(this.#channels.get(account ?? '')?.subscribers ?? [])];
    return [...new Set(all.flatMap(({ interest }) => [...interest.types]))];
  }

  /** Tells all who listen to an account that something may have been missed. */
  gap(account: string | undefined): void {
    for (const { queue } of this.#channels.get(account ?? '')?.subscribers ?? []) queue.end('gap');
  }

  /** Ends all streams, and each one that is still opened. */
  close(): void {
    this.#isClosed = true;
    for (const { subscribers } of this.#channels.values()) for (const { queue } of subscribers) queue.end('stopping');
  }

  #open(account: string | undefined): Channel {
    const channel: Channel = {
      subscribers: new Set(),
      ready: this.#watcher?.begin(account) ?? Promise.resolve(),
      newest: undefined,
    };
    // Whoever subscribes is told; without them nobody is.
    channel.ready.catch(() => {});
    this.#channels.set(account ?? '', channel);
    return channel;
  }
}
