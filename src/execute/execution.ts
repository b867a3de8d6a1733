import type { GraphQLError, ResponsePath } from 'graphql';
import type { Meter } from './meter.ts';
import { letGo } from './promises.ts';

/** Errors of one operation. What happens below a place that has become null already is not told. */
export class CollectedErrors {
  readonly errors: GraphQLError[] = [];
  /** Made with the first of them, which few operations have. */
  #nulled: Set<ResponsePath | undefined> | undefined;

  add(error: GraphQLError, place: ResponsePath | undefined): void {
    this.#nulled ??= new Set();
    if (this.#isNulled(place, this.#nulled)) return;
    this.#nulled.add(place);
    this.errors.push(error);
  }

  #isNulled(place: ResponsePath | undefined, nulled: ReadonlySet<ResponsePath | undefined>): boolean {
    for (let each = place; each !== undefined; each = each.prev) {
      if (nulled.has(each)) return true;
    }
    return nulled.has(undefined);
  }
}

/** A long text as JSON. */
export interface LongText {
  readonly value: string;
  readonly json: string;
  readonly bytes: number;
}

/** What all parts of one execution share. */
export interface Shared {
  readonly context: unknown;
  readonly rootValue: unknown;
  readonly variableValues: Record<string, unknown>;
  readonly collected: CollectedErrors;
  readonly meter: Meter;
  /**
   * Arguments that hold variables, read once for the whole execution; by the number that the field got when it was
   * compiled.
   */
  readonly argumentsByField: (Record<string, unknown> | undefined)[];
  /** Aborts when whoever asked has left. */
  readonly signal: Pick<AbortSignal, 'aborted'> | undefined;
  /** What is said of a mutation that was not begun, since whoever asked had left. */
  readonly notBegun: () => GraphQLError;
  /** The last long text that was written: the next may be the same, under another name. */
  longText?: LongText;
}

/** One execution of a compiled operation, as its fields see it. */
export class Execution {
  readonly context: unknown;
  readonly shared: Shared;
  readonly #meter: Meter;
  readonly #isBounded: boolean;
  #bounded: Execution | undefined;

  /** @param isBounded whether it ends when the answer has grown beyond its bound */
  constructor(shared: Shared, isBounded: boolean) {
    this.context = shared.context;
    this.shared = shared;
    this.#meter = shared.meter;
    this.#isBounded = isBounded;
  }

  /** The same for a part that ends at the bound, where the rest does not. */
  get bounded(): Execution {
    if (this.#isBounded) return this;
    this.#bounded ??= new Execution(this.shared, true);
    return this.#bounded;
  }

  /** Counts what is written. Throws as soon as it is too much. */
  count(bytes: number): void {
    const meter = this.#meter;
    meter.bytes += bytes;
    if (meter.bytes > meter.room && this.#isBounded && meter.isPassed) throw meter.stop;
  }

  /**
   * To be asked when something has arrived late or has failed. Throws where this has ended meanwhile; what came is let
   * go of.
   */
  goOn(late?: unknown): void {
    if (!this.hasEnded) return;
    letGo(late);
    throw this.#meter.stop;
  }

  /** Whether nothing is written here any more. */
  get hasEnded(): boolean {
    return this.#isBounded && this.#meter.isPassed;
  }
}
