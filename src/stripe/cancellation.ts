import { setMaxListeners } from 'node:events';

/** Whether a caller has left, and a way to be told. Every `AbortSignal` is one. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * One caller's signal, shared by all calls that are made for them. A listener of an `AbortSignal` is expensive, and
 * Node takes many of them for a leak: here the signal has one listener, and each call is an entry in a set.
 */
class SharedCancellation implements Cancellation {
  readonly #signal: Cancellation;
  readonly #listeners = new Set<() => void>();

  constructor(signal: Cancellation) {
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      for (const listener of this.#listeners) listener();
    });
  }

  get aborted(): boolean {
    return this.#signal.aborted;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }
}

/** Many calls may share a signal, each with listeners of its own; Node takes more than ten for a leak. */
export const allowManyListeners = (cancellation: Cancellation | undefined): void => {
  if (cancellation instanceof AbortSignal) setMaxListeners(0, cancellation);
};

/** Waits that long; false as soon as it is cancelled. */
export const pause = (ms: number, cancellation: Cancellation | undefined): Promise<boolean> => {
  if (cancellation?.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (isOver: boolean) => {
      clearTimeout(timer);
      cancellation?.removeEventListener('abort', cancel);
      resolve(isOver);
    };
    const cancel = () => end(false);
    const timer = setTimeout(end, ms, true);
    cancellation?.addEventListener('abort', cancel);
  });
};

/** A cancellation that this side triggers, as an `AbortController` does. */
export class Recall implements Cancellation {
  #aborted = false;
  /** Nearly always there is one; for the others there is a set. */
  #listener: (() => void) | undefined;
  #others: Set<() => void> | undefined;

  get aborted(): boolean {
    return this.#aborted;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (this.#listener === undefined) this.#listener = listener;
    else {
      this.#others ??= new Set();
      this.#others.add(listener);
    }
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    if (this.#listener === listener) this.#listener = undefined;
    else this.#others?.delete(listener);
  }

  abort(): void {
    this.#aborted = true;
    this.#listener?.();
    for (const listener of this.#others ?? []) listener();
  }
}

/** One caller's cancellation for all the calls that are made for them. */
export const forMany = (cancellation: Cancellation): Cancellation =>
  cancellation instanceof Recall ? cancellation : new SharedCancellation(cancellation);
