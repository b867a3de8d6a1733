/**
 * Choices read off a list of numbers. Where the list ends every choice is the first, which is always the simplest:
 * so a shorter list is a smaller operation, and fast-check can shrink what it found.
 */
export class Tape {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  get isEmpty(): boolean {
    return this.#at >= this.#numbers.length;
  }

  /** From 0 up to, and not with, `below`. */
  next(below: number): number {
    const number = this.#numbers[this.#at] ?? 0;
    this.#at += 1;
    return number % below;
  }

  pick<T>(options: readonly [T, ...T[]]): T {
    return options[this.next(options.length)] ?? options[0];
  }

  /** True in `percent` of 100 cases; false where the list has ended. */
  chance(percent: number): boolean {
    return this.next(100) >= 100 - percent;
  }
}
