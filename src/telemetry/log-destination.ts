import type { DestinationStream } from 'pino';
import type { Sink } from './log-sink.ts';

/** Text that waits to be written. A gateway at its busiest makes about as much in a second. */
const MAX_WAITING_CHARACTERS = 1_048_576;
/** A write that takes longer has met a reader that stalls. */
const STALLED_MS = 1_000;
/**
 * How long lines are collected after a write began. To write each alone would take a fifth of the processor time of a
 * small operation.
 */
const COLLECT_MS = 5;

/**
 * Writes lines in their order, and never makes anybody wait: what cannot be written, because the disk is full or the
 * reader stalls, is dropped and counted. A log is worth less than what it tells of. A line after a pause is written at
 * once; where many come, those of a moment are one write.
 */
export class LogDestination implements DestinationStream {
  readonly #sink: Sink;
  readonly #now: () => number;
  #waiting: string[] = [];
  #waitingCharacters = 0;
  /** Since when something is being written. */
  #busySince: number | undefined;
  #lastBegan = Number.NEGATIVE_INFINITY;
  /** While it runs, lines are collected. */
  #timer: NodeJS.Timeout | undefined;
  #dropped = 0;
  #whenIdle: (() => void)[] = [];

  constructor(sink: Sink, now: () => number = () => performance.now()) {
    this.#sink = sink;
    this.#now = now;
  }

  /** Lines so far. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Whether a write stalls that the process cannot end without. */
  get isStuck(): boolean {
    return this.#sink.holdsThread && this.#isStalled;
  }

  get #isStalled(): boolean {
    return this.#busySince !== undefined && this.#now() - this.#busySince > STALLED_MS;
  }

  write(line: string): void {
    if (this.#waitingCharacters + line.length > MAX_WAITING_CHARACTERS) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.push(line);
    this.#waitingCharacters += line.length;
    if (this.#busySince !== undefined || this.#timer !== undefined) return;
    const left = this.#lastBegan + COLLECT_MS - this.#now();
    if (left <= 0) this.#writeNext();
    // What it would write when the process ends before is written then.
    else this.#timer = setTimeout(() => this.#writeNext(), left).unref();
  }

  /** Settles when all has been written or dropped, or after that many milliseconds. */
  flush(waitMs: number): Promise<void> {
    if (this.#busySince === undefined) this.#writeNext();
    if (this.#busySince === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#whenIdle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** What waits, as far as it can be written at once: the process ends now. */
  flushNow(): void {
    const lines = this.#take();
    if (lines.length === 0 || this.#isStalled) return;
    try {
      this.#sink.writeNow(lines.join(''));
    } catch {
      // Nobody is left to be told.
    }
  }

  #take(): readonly string[] {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#waitingCharacters = 0;
    return lines;
  }

  #writeNext(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#take();
    if (lines.length === 0) {
      this.#busySince = undefined;
      for (const tell of this.#whenIdle.splice(0)) tell();
      return;
    }
    this.#lastBegan = this.#now();
    this.#busySince = this.#lastBegan;
    this.#sink.write(lines.join(''), (error) => {
      if (error) this.#dropped += lines.length;
      this.#writeNext();
    });
  }
}
