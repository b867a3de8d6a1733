import type { ServerResponse } from 'node:http';

export interface PendingOptions {
  /** How long a client may take to read an answer. */
  readonly answerTimeoutMs: number;
  /** Bytes of answers that wait to be read, all together. */
  readonly maxPendingAnswerBytes: number;
}

export interface PendingAnswer extends ServerResponse {
  /** All that is in memory of what its client has not read, wherever it is kept. */
  readonly heldBytes: number;
}

/**
 * Answers that wait for slow readers. A client that does not read in time is disconnected, and so is the one that has
 * read nothing for longest once all answers together hold too much memory. An answer that leaves at once, as nearly all
 * do, is never in here.
 */
export class PendingAnswers {
  readonly #options: PendingOptions;
  /** With their deadlines; the one of which nothing was read for longest first. */
  readonly #pending = new Map<PendingAnswer, NodeJS.Timeout>();

  constructor(options: PendingOptions) {
    this.#options = options;
  }

  /** To be called when something of an answer could not be written at once, and when all of it has been handed over. */
  watch(answer: PendingAnswer): void {
    if (answer.heldBytes === 0 || answer.destroyed) return;
    if (!this.#pending.has(answer)) {
      this.#pending.set(
        answer,
        setTimeout(() => this.#letGo(answer), this.#options.answerTimeoutMs),
      );
      const forget = (): void => {
        answer.off('close', forget);
        answer.off('drain', forget);
        clearTimeout(this.#pending.get(answer));
        this.#pending.delete(answer);
      };
      answer.once('close', forget);
      // All that was written of a stream has been read, and it goes on.
      answer.once('drain', forget);
    }
    this.#bound();
  }

  /** To be called when a part of a long answer has been read. */
  isRead(answer: PendingAnswer): void {
    const deadline = this.#pending.get(answer);
    if (deadline === undefined) return;
    this.#pending.delete(answer);
    this.#pending.set(answer, deadline);
  }

  #bound(): void {
    for (const answer of this.#pending.keys()) {
      if (this.#bytes() <= this.#options.maxPendingAnswerBytes) return;
      this.#letGo(answer);
    }
  }

  #bytes(): number {
    let bytes = 0;
    for (const answer of this.#pending.keys()) bytes += answer.req.socket.destroyed ? 0 : answer.heldBytes;
    return bytes;
  }

  /** Its connection, for one that waits behind another (pipelining) has nothing of its own to close. */
  #letGo({ req }: PendingAnswer): void {
    req.socket.destroy();
  }
}
