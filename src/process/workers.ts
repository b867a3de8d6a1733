import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Logger } from 'pino';
import { SeenIds } from '../events/seen-ids.ts';
import type { Signal } from '../events/signal.ts';
import type { Booking, Order } from '../shared/ledger.ts';
import { endHandedOver } from './handed-over.ts';
import type { SandboxAccess, Snapshot, ToPrimary, ToWorker } from './messages.ts';

/** Who has lived so long is not one of those that cannot start. */
const SETTLED_MS = 10_000;
/** A worker that is too busy to say what it has counted is left out. */
const MEASURE_MS = 1_000;

/** How long to wait before a worker is replaced that has ended by itself, `failures` times in a row. */
export const restartDelay = (failures: number): number => Math.min(10_000, 100 * 2 ** failures);

export interface WorkersOptions {
  readonly count: number;
  readonly sandbox: SandboxAccess | undefined;
  readonly book: (order: Order) => Booking;
  readonly log: Logger;
  /** Told where webhooks arrive, as soon as the first worker listens there. */
  readonly onWebhooks: (url: string) => void;
  /** Told of the last that was counted in a worker that is gone. */
  readonly onGone: (snapshot: Snapshot) => void;
}

/** The worker processes: as many as there shall be, whatever becomes of one of them. */
export class Workers {
  readonly #options: WorkersOptions;
  readonly #urls = new Map<Worker, string>();
  readonly #snapshots = new Map<Worker, Snapshot>();
  /** Those that have been told to stop. */
  readonly #leaving = new Set<Worker>();
  readonly #seen = new SeenIds();
  #webhookUrl: string | undefined;
  #failures = 0;
  #isStopping = false;
  #rolling: Promise<void> = Promise.resolve();
  restarts = 0;

  constructor(options: WorkersOptions) {
    this.#options = options;
  }

  /** The address that all listen on. Rejects when the first of them cannot start; it has said why. */
  start(): Promise<string> {
    const starting = this.#forkAll();
    // They are replaced when all of them are there.
    this.#rolling = starting.then(
      () => {},
      () => {},
    );
    return starting;
  }

  get listening(): number {
    return this.#urls.size;
  }

  /** Replaces one worker after the other: the next one stops when its successor listens. */
  roll(): Promise<void> {
    this.#rolling = this.#rolling.then(async () => {
      for (const worker of [...this.#urls.keys()]) {
        if (this.#isStopping) return;
        try {
          await this.#fork();
        } catch {
          // It has been told to stop.
          if (this.#isStopping) return;
          this.#options.log.error('the successor of a worker cannot start: the others stay');
          return;
        }
        await this.#stopOne(worker);
      }
      this.#options.log.info('all workers are new');
    });
    return this.#rolling;
  }

  /** What is counted in each worker. */
  async measure(): Promise<Snapshot[]> {
    await Promise.all(
      [...this.#urls.keys()].map(async (worker) => {
        const answer = new Promise<void>((resolve) => {
          const take = (message: ToPrimary) => {
            if (message.kind !== 'measured') return;
            this.#snapshots.set(worker, message.snapshot);
            worker.off('message', take);
            resolve();
          };
          worker.on('message', take);
          setTimeout(() => {
            worker.off('message', take);
            resolve();
          }, MEASURE_MS).unref();
        });
        this.#send(worker, { kind: 'measure' });
        await answer;
      }),
    );
    return [...this.#snapshots.values()];
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(Object.values(cluster.workers ?? {}).map((worker) => worker && this.#stopOne(worker)));
  }

  async #stopOne(worker: Worker): Promise<void> {
    if (worker.isDead()) return;
    this.#leaving.add(worker);
    const exit = once(worker, 'exit');
    this.#send(worker, { kind: 'stop' });
    await exit;
  }

  async #forkAll(): Promise<string> {
    const url = await this.#fork();
    await Promise.all(Array.from({ length: this.#options.count - 1 }, () => this.#fork()));
    return url;
  }

  /** A new worker, and the address when it listens. */
  #fork(): Promise<string> {
    const worker = cluster.fork();
    endHandedOver(worker.process);
    const born = performance.now();
    return new Promise((resolve, reject) => {
      worker.on('message', (message: ToPrimary) => {
        if (message.kind === 'born') this.#send(worker, this.#firstWord(worker));
        if (message.kind === 'book') {
          this.#send(worker, { kind: 'booked', call: message.call, booking: this.#options.book(message.order) });
        }
        if (message.kind === 'event') {
          this.#spread(message.signal);
          this.#send(worker, { kind: 'taken', call: message.call });
        }
        if (message.kind === 'listening') {
          this.#urls.set(worker, message.url);
          this.#hear(message.webhookUrl);
          resolve(message.url);
        }
      });
      worker.once('exit', (code, signal) => {
        const wasListening = this.#urls.delete(worker);
        const snapshot = this.#snapshots.get(worker);
        this.#snapshots.delete(worker);
        if (snapshot !== undefined) this.#options.onGone(snapshot);
        reject(new Error(`It has ended with ${signal ?? code} before it listened.`));
        if (this.#leaving.delete(worker) || this.#isStopping || !wasListening) return;
        this.#options.log.error({ worker: worker.id, code, signal }, 'a worker has ended');
        this.#failures = performance.now() - born > SETTLED_MS ? 0 : this.#failures + 1;
        this.#replace();
      });
    });
  }

  /** What a worker is told before it could listen to anything: what it was told earlier it has not heard. */
  #firstWord(worker: Worker): ToWorker {
    return this.#leaving.has(worker) ? { kind: 'stop' } : { kind: 'begin', sandbox: this.#options.sandbox };
  }

  #hear(webhookUrl: string | undefined): void {
    if (webhookUrl === undefined || this.#webhookUrl !== undefined) return;
    this.#webhookUrl = webhookUrl;
    this.#options.onWebhooks(webhookUrl);
  }

  /** A signal that is new goes to all workers, whichever of them it came in at. */
  #spread(signal: Signal): void {
    if (!this.#seen.add(signal.id)) return;
    for (const worker of this.#urls.keys()) this.#send(worker, { kind: 'event', signal });
  }

  #replace(): void {
    setTimeout(() => {
      if (this.#isStopping) return;
      this.restarts += 1;
      this.#fork().catch(({ message }: Error) => {
        if (this.#isStopping) return;
        this.#failures += 1;
        const problem = message;
        this.#options.log.error({ problem, againMs: restartDelay(this.#failures) }, 'a worker cannot start');
        this.#replace();
      });
    }, restartDelay(this.#failures));
  }

  #send(worker: Worker, message: ToWorker): void {
    // Whoever has just ended needs no answer.
    if (worker.isConnected()) worker.send(message, () => {});
  }
}
