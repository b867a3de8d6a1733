/** One answer that is arriving, which can be left unread for a while. */
export interface Arriving {
  pause(): void;
  resume(): void;
}

/** So many of the longest answers may be held at once. */
const LONGEST = 4;

/**
 * Bounds what all answers hold together while they arrive (backpressure). Beyond the bound only the one that began
 * first is read on, so that there is always one that ends; the others wait where they come from, and their time goes
 * on.
 */
export class Intake {
  /** What one answer may be long at most, in bytes. */
  readonly maxBytes: number;
  readonly #max: number;
  /** Bytes of each, in the order in which they began. */
  readonly #bytes = new Map<Arriving, number>();
  readonly #paused = new Set<Arriving>();
  #held = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
    this.#max = LONGEST * maxBytes;
  }

  /** To be told of each part of an answer. */
  take(answer: Arriving, bytes: number): void {
    this.#held += bytes;
    this.#bytes.set(answer, (this.#bytes.get(answer) ?? 0) + bytes);
    if (this.#held <= this.#max || answer === this.#first) return;
    this.#paused.add(answer);
    answer.pause();
  }

  /** It has ended, in whatever way. */
  end(answer: Arriving): void {
    this.#held -= this.#bytes.get(answer) ?? 0;
    this.#bytes.delete(answer);
    this.#paused.delete(answer);
    for (const other of this.#paused) {
      if (this.#held > this.#max && other !== this.#first) continue;
      this.#paused.delete(other);
      other.resume();
    }
  }

  get #first(): Arriving | undefined {
    const [first] = this.#bytes.keys();
    return first;
  }
}
