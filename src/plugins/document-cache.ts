import { LRUCache } from 'lru-cache';
import type { KnownDocument } from './known-document.ts';

/**
 * What a parsed document holds of the heap, measured over texts that make the most of each token: 150 to 390 bytes for
 * a token (a field's name takes most), once the lexer's own tokens are let go of. Per byte of text it would be 3 to
 * 240: no factor to count with.
 */
const BYTES_PER_TOKEN = 400;
/**
 * What its plan holds, measured alike: 20 to 900 bytes for a token, the most where a union is selected under many
 * names. Beyond a number of selections a plan is not kept.
 */
const PLAN_BYTES_PER_TOKEN = 900;
/**
 * What a field of its compiled form holds, measured alike: 160 to 1,350 bytes, the most where it has arguments of its
 * own.
 */
const BYTES_PER_COMPILED_FIELD = 1_400;
/** A text with one letter outside Latin-1 takes two bytes for each. */
const BYTES_PER_CHARACTER = 2;

/** Heap bytes of a document that the cache holds, from above. */
const weigh = ({ document, compiledFields }: KnownDocument, text: string): number =>
  ((document.tokenCount ?? text.length) + 1) * (BYTES_PER_TOKEN + PLAN_BYTES_PER_TOKEN) +
  compiledFields * BYTES_PER_COMPILED_FIELD +
  text.length * BYTES_PER_CHARACTER;

/**
 * Valid documents by their text, as many as fit into a number of bytes: counted by entries, a thousand large ones fill
 * a heap.
 */
export class DocumentCache {
  readonly #documents: LRUCache<string, KnownDocument>;

  constructor(maxBytes: number) {
    this.#documents = new LRUCache({ maxSize: maxBytes, sizeCalculation: weigh });
  }

  get(text: string): KnownDocument | undefined {
    return this.#documents.get(text);
  }

  set(text: string, document: KnownDocument): void {
    this.#documents.set(text, document);
  }

  /** Weighs a document again that has grown. It is forgotten where it, or another, no longer fits. */
  reweigh(text: string): void {
    const document = this.#documents.peek(text);
    if (document === undefined) return;
    // Deleted first: the cache would keep the old weight for the same object.
    this.#documents.delete(text);
    this.#documents.set(text, document);
  }

  get bytes(): number {
    return this.#documents.calculatedSize;
  }

  get size(): number {
    return this.#documents.size;
  }
}
