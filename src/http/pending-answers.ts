import type { ServerResponse } from 'node:http';

export interface PendingOptions {
  /** How long a client may take to read an answer. */
  readonly answerTimeoutMs: number;
  /** Bytes of answers that wait to be read, all together. */
  readonly maxPendingAnswerBytes: number;
}

/**
 * Answers whose clients have not read them yet. Who does not read in time is let go, and so is who has taken longest, once all of them together
 * hold too much memory. An answer that leaves at once, as nearly all do, is never in here.
 */
export class PendingAnswers {
  readonly #options: PendingOptions;
  /** With their deadlines, the one that has waited longest first. */
  readonly #pending = new Map<ServerResponse, NodeJS.Timeout>();

  constructor(options: PendingOptions) {
    this.#options = options;
  }

  /** To be called when something of an answer could not be written at once, and when all of it has been handed over. */
  watch(response: ServerResponse): void {
    if (response.writableLength === 0 || response.destroyed) return;
    if (!this.#pending.has(response)) {
      this.#pending.set(
        response,
        setTimeout(() => response.destroy(), this.#options.answerTimeoutMs),
      );
      const forget = (): void => {
        response.off('close', forget);
        response.off('drain', forget);
        clearTimeout(this.#pending.get(response));
        this.#pending.delete(response);
      };
      response.once('close', forget);
      // All that was written of a stream has been read, and it goes on.
      response.once('drain', forget);
    }
    this.#bound();
  }

  #bound(): void {
    let bytes = 0;
    for (const each of this.#pending.keys()) bytes += each.writableLength;
    for (const each of this.#pending.keys()) {
      if (bytes <= this.#options.maxPendingAnswerBytes) return;
      if (each.destroyed) continue;
      bytes -= each.writableLength;
      each.destroy();
    }
  }
}
