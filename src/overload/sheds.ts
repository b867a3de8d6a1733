const MANY = 100;
const WITHIN_MS = 5_000;

/** Remembers who was turned away of late, as many as it takes to tell whether they are many. */
export class Sheds {
  readonly #last: { readonly at: number; readonly caller: string }[] = [];

  /** @param caller where callers are told apart */
  add(now: number, caller = ''): void {
    this.#last.push({ at: now, caller });
    if (this.#last.length > MANY + 1) this.#last.shift();
  }

  /**
   * More than a hundred in the last five seconds. Where most of them are one caller's, that one asks for more than
   * there is, and the others are served: it is no reason to ask elsewhere.
   */
  areMany(now: number): boolean {
    const [oldest] = this.#last;
    if (oldest === undefined || this.#last.length <= MANY || now - oldest.at > WITHIN_MS) return false;
    const byCaller = new Map<string, number>();
    for (const { caller } of this.#last) if (caller !== '') byCaller.set(caller, (byCaller.get(caller) ?? 0) + 1);
    return [...byCaller.values()].every((count) => count <= MANY / 2);
  }
}
