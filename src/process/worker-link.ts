import cluster from 'node:cluster';
import type { Feed } from '../events/feed.ts';
import type { Signal } from '../events/signal.ts';
import type { Booking, Ledger } from '../shared/ledger.ts';
import { machineNow } from '../shared/machine-clock.ts';
import type { SandboxAccess, Snapshot, ToPrimary, ToWorker } from './messages.ts';

/** A message takes a fraction of a millisecond; a machine that is busy with other things may take longer. */
const ANSWER_MS = 1_000;

/** What a worker has of its primary. */
export interface WorkerLink {
  readonly id: number;
  readonly sandbox: SandboxAccess | undefined;
  /** The budget, which the primary holds for all workers. */
  readonly ledger: Ledger;
  /** Where signals go that this worker takes in; the primary sends each on to all workers. */
  readonly feed: Feed;
  /** A signal that came in somewhere. */
  onSignal(act: (signal: Signal) => void): void;
  tellListening(url: string, webhookUrl: string | undefined): void;
  /** The primary asks for what was counted. */
  onMeasure(measure: () => Promise<Snapshot>): void;
  /** The primary says that it is over: signals to the whole group are the primary's to act upon. */
  onStop(act: () => void): void;
}

const send = (message: ToPrimary): void => {
  // Without a primary to hear it, this process is about to end.
  process.send?.(message, undefined, undefined, () => {});
};

const listen = (onMessage: (message: ToWorker) => void): void => {
  process.on('message', (message) => onMessage(message as ToWorker));
};

/** Calls that the primary answers, each under its number. */
class Calls<T> {
  readonly #waiting = new Map<number, (answer: T) => void>();
  #count = 0;

  /** Rejects when there is no answer in time. */
  make(ask: (call: number) => ToPrimary): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#count += 1;
      const call = this.#count;
      const timer = setTimeout(() => {
        this.#waiting.delete(call);
        reject(new Error('The primary does not answer.'));
      }, ANSWER_MS);
      this.#waiting.set(call, (answer) => {
        clearTimeout(timer);
        this.#waiting.delete(call);
        resolve(answer);
      });
      send(ask(call));
    });
  }

  answer(call: number, answer: T): void {
    this.#waiting.get(call)?.(answer);
  }
}

const openLedger = (): Ledger => {
  const calls = new Calls<Booking>();
  listen((message) => {
    if (message.kind === 'booked') calls.answer(message.call, message.booking);
  });
  return {
    answerMs: ANSWER_MS,
    now: machineNow,
    book: (order) => calls.make((call) => ({ kind: 'book', call, order })),
    close: () => {},
  };
};

const openFeed = (): Feed => {
  const calls = new Calls<void>();
  listen((message) => {
    if (message.kind === 'taken') calls.answer(message.call);
  });
  return {
    take: (signal) => calls.make((call) => ({ kind: 'event', call, signal })),
    close: () => {},
  };
};

/** The link of this process to its primary; undefined when it has none. */
export const joinPrimary = async (): Promise<WorkerLink | undefined> => {
  if (cluster.worker === undefined) return undefined;
  const { id } = cluster.worker;
  // Before there is anything that could be stopped, it just ends.
  let stop = (): void => process.exit(0);
  listen((message) => {
    if (message.kind === 'stop') stop();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  const sandbox = await new Promise<SandboxAccess | undefined>((resolve) => {
    listen((message) => {
      if (message.kind === 'begin') resolve(message.sandbox);
    });
    send({ kind: 'born' });
  });
  return {
    id,
    sandbox,
    ledger: openLedger(),
    feed: openFeed(),
    onSignal: (act) =>
      listen((message) => {
        if (message.kind === 'event') act(message.signal);
      }),
    tellListening: (url, webhookUrl) => send({ kind: 'listening', url, webhookUrl }),
    onMeasure: (measure) =>
      listen(async (message) => {
        if (message.kind === 'measure') send({ kind: 'measured', snapshot: await measure() });
      }),
    onStop: (act) => {
      stop = act;
    },
  };
};
