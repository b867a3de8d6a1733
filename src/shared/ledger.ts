import { WINDOW_MS } from '../stripe/rate-window.ts';

/**
 * How far ahead a place may be booked, in milliseconds. No process can book further into the future than that, and one
 * that has more than its part only half as far: so there is always something left for those who have less.
 */
export const AHEAD_MS = WINDOW_MS;

/**
 * How far ahead the first place is wished for at most, however long answers take: less than any place may be booked.
 */
export const MOST_LEAD_MS = AHEAD_MS / 4;

/** Places that are wished for, all of one kind. */
export interface Wish {
  /** Each place stands in all of these, by their index in `Order.logs`. */
  readonly logs: readonly number[];
  /** How many places a log may hold in a window for such a wish to be booked, log by log. */
  readonly limits: readonly number[];
  /** The names of the places: as many as are wished for. */
  readonly ids: readonly string[];
  /** No place is to be due sooner than in so many milliseconds: the answer would come too late to use it. */
  readonly fromMs: number;
  /** How far ahead they may be booked, in milliseconds: AHEAD_MS at most. */
  readonly aheadMs: number;
}

/** One place as it stands in the logs. */
export interface Entry {
  readonly logs: readonly number[];
  readonly id: string;
}

/** All that one process has to say of one account's places after one turn of its event loop. */
export interface Order {
  readonly account: string;
  /** Logs of booked places: one of reads, one of writes, one for each endpoint. */
  readonly logs: readonly string[];
  readonly wishes: readonly Wish[];
  /** Nobody needs them any more. */
  readonly returned: readonly Entry[];
  /** REST refuses calls: for that long no place of the log is to be used. */
  readonly closed: readonly { readonly log: number; readonly ms: number }[];
}

export interface Booking {
  /** When this was booked, in whole milliseconds of the ledger's clock. */
  readonly at: number;
  /**
   * For each wish: in how many milliseconds the next place would be free that was not booked, and then in how many each
   * place is due that was. Those that would be due later than the wish allows are not booked.
   */
  readonly wishes: readonly (readonly number[])[];
  /** For each log: for how many milliseconds it stays closed. */
  readonly closedMs: readonly number[];
}

/** Where the places of all processes are booked, on one clock. */
export interface Ledger {
  /** How long an answer may take, in milliseconds. */
  readonly answerMs: number;
  /** Its clock, in milliseconds, where this process can read it: it is on the same machine. */
  readonly now?: () => number;
  /** Grows with each connection to it that is lost: it may have forgotten by the next what was booked over that one. */
  readonly losses?: number;
  /**
   * Rejects when there is no answer in that time, with a sentence for the log that holds no secret. What was booked for
   * an answer that is late is nobody's, and is lost.
   */
  book(order: Order): Promise<Booking>;
  close(): void;
}

/** Asks whether the ledger takes bookings, which are writes; of this one nothing stays. */
export const PROBE: Order = { account: '', logs: ['probe'], wishes: [], returned: [], closed: [{ log: 0, ms: 1 }] };
