import type { GraphQLError } from 'graphql';

/** Counts the bytes of an answer while it is written, for all parts of one operation together. */
export class Meter {
  readonly max: number;
  bytes = 0;
  readonly #refuse: () => GraphQLError;
  #stop: GraphQLError | undefined;

  /** @param refuse makes the error that ends an operation whose answer grows beyond `max` */
  constructor(max: number, refuse: () => GraphQLError) {
    this.max = max;
    this.#refuse = refuse;
  }

  get isPassed(): boolean {
    return this.bytes > this.max;
  }

  /** One object for the whole operation, so that it is known again wherever it arrives. */
  get stop(): GraphQLError {
    this.#stop ??= this.#refuse();
    return this.#stop;
  }
}
