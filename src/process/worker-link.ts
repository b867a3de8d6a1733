import cluster from 'node:cluster';
import type { Booking, Ledger } from '../shared/ledger.ts';
import type { SandboxAccess, Snapshot, ToPrimary, ToWorker } from './messages.ts';

/** A message takes a fraction of a millisecond; a machine that is busy with other things may take longer. */
const ANSWER_MS = 1_000;

/** What a worker has of its primary. */
export interface WorkerLink {
  readonly id: number;
  readonly sandbox: SandboxAccess | undefined;
  /** The budget, which the primary holds for all workers. */
  readonly ledger: Ledger;
  tellListening(url: string): void;
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

const openLedger = (): Ledger => {
  const waiting = new Map<number, (booking: Booking) => void>();
  let calls = 0;
  listen((message) => {
    if (message.kind === 'booked') waiting.get(message.call)?.(message.booking);
  });
  return {
    answerMs: ANSWER_MS,
    book: (order) =>
      new Promise((resolve, reject) => {
        calls += 1;
        const call = calls;
        const timer = setTimeout(() => {
          waiting.delete(call);
          reject(new Error('The primary does not answer.'));
        }, ANSWER_MS);
        waiting.set(call, (booking) => {
          clearTimeout(timer);
          waiting.delete(call);
          resolve(booking);
        });
        send({ kind: 'book', call, order });
      }),
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
    tellListening: (url) => send({ kind: 'listening', url }),
    onMeasure: (measure) =>
      listen(async (message) => {
        if (message.kind === 'measure') send({ kind: 'measured', snapshot: await measure() });
      }),
    onStop: (act) => {
      stop = act;
    },
  };
};
