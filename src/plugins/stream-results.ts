import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Signal } from '../events/signal.ts';
import type { Cancellation } from '../stripe/cancellation.ts';
import type { EventStream } from './event-streams.ts';
import { Ended, endingError } from './stream-ending.ts';
import type { StreamSignals } from './stream-signals.ts';

export interface StreamResultsOptions {
  readonly signals: StreamSignals;
  readonly stream: EventStream;
  /** Executes what is selected on an event; undefined when the subscriber has left meanwhile. */
  readonly execute: (signal: Signal) => Promise<ExecutionResult | undefined>;
  /** A result as it leaves. */
  readonly told: (result: ExecutionResult) => ExecutionResult;
  /** Aborts when the subscriber has left. */
  readonly left: Pick<Cancellation, 'aborted'>;
  readonly onDelivered: () => void;
}

/** The results of one stream in turn, and last why it has ended, where that was not the subscriber's wish. */
export class StreamResults {
  readonly #options: StreamResultsOptions;

  constructor(options: StreamResultsOptions) {
    this.#options = options;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ExecutionResult, void> {
    const { signals, told, left, onDelivered } = this.#options;
    try {
      for await (const signal of signals) {
        const result = await this.#resultOf(signal);
        if (result === undefined) return;
        signals.position = signal.id;
        onDelivered();
        yield result;
      }
    } catch (thrown) {
      if (!left.aborted) yield told({ errors: [this.#errorOf(thrown)] });
    }
  }

  async #resultOf(signal: Signal): Promise<ExecutionResult | undefined> {
    const { stream, execute } = this.#options;
    await stream.check();
    if (!stream.queue.hasEnded) return execute(signal);
    const next = await stream.queue.next();
    if ('ending' in next && next.ending !== undefined) throw new Ended(next.ending);
    return undefined;
  }

  #errorOf(thrown: unknown): GraphQLError {
    if (thrown instanceof Ended) return endingError(thrown.ending, this.#options.signals.position ?? null);
    if (thrown instanceof GraphQLError) return thrown;
    return new GraphQLError('The stream has ended.', { originalError: thrown as Error });
  }
}
