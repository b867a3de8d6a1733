import type { GraphQLError } from 'graphql';
import { noMemory, publicError } from '../errors.ts';

/** Where what was read is held. */
export interface ReadMemory {
  /** Whether there was room for so many bytes. */
  take(bytes: number): boolean;
}

/** How many bytes of REST's answers one operation has read. */
export class ReadBytes {
  readonly #max: number;
  #read = 0;
  #memory: ReadMemory | undefined;

  constructor(max: number) {
    this.#max = max;
  }

  /** From now on, until the memory is given back, what was read counts as held. */
  holdIn(memory: ReadMemory): void {
    this.#memory = memory;
  }

  /** Why nothing more may be read. */
  get refusal(): GraphQLError | undefined {
    if (this.#read <= this.#max) return undefined;
    const message = `The REST API has sent more than ${this.#max} bytes for this operation. Ask for smaller pages, or in several operations.`;
    return publicError('ANSWER_LIMIT_EXCEEDED', message, { extensions: { max: this.#max } });
  }

  /** Counts an answer; why it must be thrown away. */
  add(bytes: number): GraphQLError | undefined {
    this.#read += bytes;
    const hasRoom = this.#memory?.take(bytes) ?? true;
    return this.refusal ?? (hasRoom ? undefined : noMemory());
  }
}
