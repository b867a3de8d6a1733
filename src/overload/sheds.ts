const MANY = 100;
const WITHIN_MS = 5_000;

/** Remembers when calls were turned away of late, as many as it takes to tell whether they are many. */
export class Sheds {
  readonly #times: number[] = [];

  add(now: number): void {
    this.#times.push(now);
    if (this.#times.length > MANY + 1) this.#times.shift();
  }

  /** More than a hundred in the last five seconds. */
  areMany(now: number): boolean {
    return this.#times.length > MANY && now - (this.#times[0] ?? 0) <= WITHIN_MS;
  }
}
