/**
 * So many bytes of each operation are not counted, so that small operations still pass while a few large ones hold all
 * there is.
 */
const FREE_BYTES = 262_144;

/** Bytes that operations hold while they are executed: what was read for them, and their answers in the making. */
export class Memory {
  readonly #max: number;
  readonly #byCaller = new Map<string, number>();
  #held = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** Whether there was room. One caller of several has half of it at most; an empty name is of all callers. */
  take(caller: string, bytes: number): boolean {
    const ofCaller = (this.#byCaller.get(caller) ?? 0) + bytes;
    if (this.#held + bytes > this.#max || (caller !== '' && ofCaller > this.#max / 2)) return false;
    this.#held += bytes;
    this.#byCaller.set(caller, ofCaller);
    return true;
  }

  giveBack(caller: string, bytes: number): void {
    this.#held -= bytes;
    const left = (this.#byCaller.get(caller) ?? 0) - bytes;
    if (left > 0) this.#byCaller.set(caller, left);
    else this.#byCaller.delete(caller);
  }
}

/** The part of it that one operation has, until it ends. */
export class OperationMemory {
  readonly #memory: Memory;
  readonly #caller: string;
  #held = 0;
  #taken = 0;
  #hasEnded = false;

  constructor(memory: Memory, caller: string) {
    this.#memory = memory;
    this.#caller = caller;
  }

  /** Whether there was room. What comes after the end is held by nobody. */
  take(bytes: number): boolean {
    if (this.#hasEnded) return true;
    const counted = Math.max(this.#held + bytes - FREE_BYTES, 0);
    const more = counted - this.#taken;
    if (more > 0 && !this.#memory.take(this.#caller, more)) return false;
    this.#held += bytes;
    this.#taken = Math.max(counted, this.#taken);
    return true;
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#memory.giveBack(this.#caller, this.#taken);
  }
}
