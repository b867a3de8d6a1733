/** As long as a place is usable. */
const SPAN_MS = 50;

/** How often something has happened of late. */
export class Pace {
  #from = Number.NEGATIVE_INFINITY;
  #count = 0;
  #before = 0;

  note(now: number): void {
    this.#turn(now);
    this.#count += 1;
  }

  /** How often in the last whole span of 50 ms. */
  of(now: number): number {
    this.#turn(now);
    return this.#before;
  }

  #turn(now: number): void {
    const since = now - this.#from;
    if (since < SPAN_MS) return;
    this.#before = since < 2 * SPAN_MS ? this.#count : 0;
    this.#count = 0;
    this.#from = now;
  }
}
