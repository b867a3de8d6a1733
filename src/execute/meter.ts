import type { GraphQLError } from 'graphql';

/** An answer takes room by as many bytes at once: to ask for each value would cost more than to write it. */
const STEP = 65_536;

export interface MeterOptions {
  readonly maxBytes: number;
  /** Makes the error that ends an operation whose answer grows beyond that. */
  readonly tooLarge: () => GraphQLError;
  /** Whether there is room for so many bytes more beside what others hold. */
  readonly hold?: (bytes: number) => boolean;
  /** Makes the error that ends it where there is none. */
  readonly noMemory?: () => GraphQLError;
}

/** Counts the bytes of an answer while it is written, for all parts of one operation together. */
export class Meter {
  bytes = 0;
  /** Bytes that it may have without asking for more. */
  room = 0;
  readonly #options: MeterOptions;
  #stop: GraphQLError | undefined;

  constructor(options: MeterOptions) {
    this.#options = options;
  }

  /** Whether it has grown beyond what it may, or beyond what there is room for. */
  get isPassed(): boolean {
    return this.#stop !== undefined || (this.bytes > this.room && !this.#grow());
  }

  /** Once it is passed. One object for the whole operation, so that it is known again wherever it arrives. */
  get stop(): GraphQLError {
    this.#stop ??= this.#options.tooLarge();
    return this.#stop;
  }

  #grow(): boolean {
    const { maxBytes, hold, noMemory } = this.#options;
    if (this.bytes > maxBytes) return false;
    const room = Math.min(maxBytes, Math.ceil(this.bytes / STEP) * STEP);
    if (hold?.(room - this.room) === false) {
      this.#stop = noMemory?.();
      return false;
    }
    this.room = room;
    return true;
  }
}
