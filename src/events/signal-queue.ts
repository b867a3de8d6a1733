import type { Signal } from './signal.ts';

/** How many signals wait for one subscriber. */
const MOST_WAITING = 64;

/** Why a stream has ended, other than by its subscriber. */
export type Ending = 'slow' | 'stopping' | 'gap' | 'unauthenticated' | 'changed';

type Next = { readonly signal: Signal } | { readonly ending: Ending | undefined };

/**
 * Signals on their way to one subscriber. Who reads too slowly is told so by the end of it, and never misses one in
 * silence.
 */
export class SignalQueue {
  readonly #waiting: Signal[] = [];
  #ending: { readonly why: Ending | undefined } | undefined;
  #wake: (() => void) | undefined;

  push(signal: Signal): void {
    if (this.#ending !== undefined) return;
    if (this.#waiting.length < MOST_WAITING) {
      this.#waiting.push(signal);
      this.#wake?.();
    } else {
      this.end('slow');
    }
  }

  /** Nothing comes any more, nor what has been waiting: it comes again after the event that was delivered last. */
  end(why?: Ending): void {
    if (this.#ending !== undefined) return;
    this.#ending = { why };
    this.#waiting.length = 0;
    this.#wake?.();
  }

  /** Why it has ended; undefined while it has not, and where its subscriber wished it. */
  get ending(): Ending | undefined {
    return this.#ending?.why;
  }

  get hasEnded(): boolean {
    return this.#ending !== undefined;
  }

  /** The next signal, once there is one, or why there is none. */
  async next(): Promise<Next> {
    while (this.#ending === undefined && this.#waiting.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    const signal = this.#waiting.shift();
    return signal === undefined ? { ending: this.ending } : { signal };
  }
}
