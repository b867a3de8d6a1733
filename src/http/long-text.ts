import type { ServerResponse } from 'node:http';

/**
 * Characters that are encoded at once. Text with a character beyond Latin-1 is slow to encode as UTF-8: eight million characters of it hold
 * the event loop for 100 to 300 ms.
 */
const PART = 128 * 1_024;

type Write = (part: Buffer) => unknown;

/**
 * Writes a text in parts, so that others have their turn of the event loop between them. It does not wait until a part has been read: what
 * waits to be read is counted elsewhere, and has to be known as a whole.
 */
export class LongText {
  readonly #response: ServerResponse;
  readonly #write: Write;
  #rest: string;
  #after: (() => void) | undefined;

  static isLong(chunk: unknown): chunk is string {
    return typeof chunk === 'string' && chunk.length > PART;
  }

  constructor(response: ServerResponse, text: string, write: Write) {
    this.#response = response;
    this.#write = write;
    this.#rest = text;
    this.#next();
  }

  get isWritten(): boolean {
    return this.#rest === '';
  }

  /** Does it when the last part has been written; never, when the client has gone before. */
  after(task: () => void): void {
    this.#after = task;
  }

  readonly #next = (): void => {
    if (this.#response.destroyed) return;
    // Encoded here: a part of a text that waits as text would keep all of the text, of which nobody counts the rest.
    this.#write(Buffer.from(this.#part()));
    if (!this.isWritten) setImmediate(this.#next);
    else this.#after?.();
  };

  #part(): string {
    const text = this.#rest;
    // The two halves of a surrogate pair are encoded together.
    const isSplit = (text.charCodeAt(PART - 1) & 0xfc00) === 0xd800;
    const end = isSplit ? PART + 1 : PART;
    this.#rest = text.slice(end);
    return text.slice(0, end);
  }
}
