import { WINDOW_MS } from '../stripe/rate-window.ts';
import type { Mode } from './membership.ts';

/**
 * How long both limits hold after the ledger is back, the shared one and this process's share, in milliseconds: by then
 * every process has found the ledger again.
 */
const RETURN_MS = 2_000;

/** How this process agrees with the others, and what makes that change. Each method tells whether it did. */
export class SharedState {
  #mode: Mode = 'alone';
  #epoch = 0;
  #shutUntil: number;
  #returnedAt = 0;

  constructor(now: number) {
    this.#shutUntil = now + WINDOW_MS;
  }

  get mode(): Mode {
    return this.#mode;
  }

  get epoch(): number {
    return this.#epoch;
  }

  get shutUntil(): number {
    return this.#shutUntil;
  }

  /** The ledger is there before the first call. */
  begin(): void {
    this.#mode = 'shared';
  }

  found(now: number): boolean {
    if (this.#mode !== 'alone') return false;
    this.#mode = 'returning';
    this.#returnedAt = now;
    return true;
  }

  lost(now: number): boolean {
    if (this.#mode === 'alone') return false;
    this.#mode = 'alone';
    this.#epoch += 1;
    this.#shutUntil = now + WINDOW_MS;
    return true;
  }

  /** Time passes. */
  settle(now: number): boolean {
    if (this.#mode !== 'returning' || now - this.#returnedAt <= RETURN_MS) return false;
    this.#mode = 'shared';
    return true;
  }
}
