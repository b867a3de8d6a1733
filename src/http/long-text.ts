/**
 * Characters that are encoded at once. Text with a character beyond Latin-1 is slow to encode as UTF-8: eight million
 * characters of it hold the event loop for 100 to 300 ms.
 */
const PART = 128 * 1_024;

/** A text with one such character has two bytes in memory for each of its characters. */
const BEYOND_LATIN_1 = /[^\0-\u00ff]/;

/** Writes a part, and tells whether more can be written at once. */
type Write = (part: Buffer) => boolean;

/**
 * A text that is written in parts, each when the one before it has left. Others have their turn of the event loop
 * between them, and what a client does not read is in memory once, as text, and not as encoded bytes beside it.
 */
export class LongText {
  readonly #write: Write;
  readonly #bytes: number;
  #text: string;
  #begin = 0;
  #after: (() => void) | undefined;

  static isLong(chunk: unknown): chunk is string {
    return typeof chunk === 'string' && chunk.length > PART;
  }

  constructor(text: string, write: Write) {
    this.#write = write;
    this.#text = text;
    this.#bytes = BEYOND_LATIN_1.test(text) ? 2 * text.length : text.length;
  }

  get isWritten(): boolean {
    return this.#begin >= this.#text.length;
  }

  /** What it holds in memory: a part that is cut from it keeps all of it. */
  get bytes(): number {
    return this.isWritten ? 0 : this.#bytes;
  }

  /** Writes the next part; to be called once all before it has left. Tells whether more can be written at once. */
  writeNext(): boolean {
    // Encoded here: as text the last part would hold all of the text as long as it waits.
    const canGoOn = this.#write(Buffer.from(this.#cut()));
    if (this.isWritten) {
      this.#text = '';
      this.#after?.();
    }
    return canGoOn;
  }

  /** Does it when the last part has been written; never, when the client has gone before. */
  after(task: () => void): void {
    this.#after = task;
  }

  #cut(): string {
    const begin = this.#begin;
    const end = begin + PART;
    // The two halves of a surrogate pair are encoded together.
    const isSplit = (this.#text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
    this.#begin = isSplit ? end + 1 : end;
    return this.#text.slice(begin, this.#begin);
  }
}
