import { type Signal, signalOf } from './signal.ts';

/** A page of REST's list of events, newest first. */
export interface EventPage {
  readonly data: readonly unknown[];
  readonly has_more: boolean;
}

/** One GET of the list. */
export type ReadEvents = (params: {
  readonly types: readonly string[];
  readonly limit: number;
  readonly created?: { readonly gte: number };
  readonly starting_after?: string;
}) => Promise<EventPage>;

/** REST narrows its list to so many types at most. */
const MOST_TYPES = 20;
const PAGE_SIZE = 100;

/** Signals of REST's list can be told late, and are not in order: so far back they are asked for once more. */
export const OVERLAP_SECONDS = 60;

const chunksOf = (types: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(types.length / MOST_TYPES) }, (_, n) =>
    types.slice(n * MOST_TYPES, (n + 1) * MOST_TYPES),
  );

const idOf = (event: unknown): string | undefined => (event as { readonly id?: string } | undefined)?.id;

/**
 * Undefined when there are too many, or REST does not bring what it promises: pages that repeat themselves would never
 * end.
 */
const readAll = async (read: ReadEvents, types: readonly string[], since: number | undefined, most: number) => {
  const events: unknown[] = [];
  const cursors = new Set<string>();
  let after: string | undefined;
  for (;;) {
    const page = await read({
      types,
      limit: PAGE_SIZE,
      ...(since === undefined ? {} : { created: { gte: since } }),
      ...(after === undefined ? {} : { starting_after: after }),
    });
    events.push(...page.data);
    after = idOf(page.data.at(-1));
    if (!page.has_more) return events;
    if (events.length >= most || after === undefined || cursors.has(after)) return undefined;
    cursors.add(after);
  }
};

/**
 * The signals of those types since that second, oldest first, as the account that was asked tells them. Undefined when
 * there are more than `most`, which nobody catches up with, or some that REST promises and does not bring.
 */
export const signalsSince = async (
  read: ReadEvents,
  types: readonly string[],
  since: number | undefined,
  { account, most }: { readonly account: string | undefined; readonly most: number },
): Promise<readonly Signal[] | undefined> => {
  const lists = await Promise.all(chunksOf(types).map((chunk) => readAll(read, chunk, since, most)));
  const signals: Signal[] = [];
  for (const events of lists) {
    if (events === undefined) return undefined;
    for (const event of events) {
      const signal = signalOf(event);
      if (signal !== undefined) signals.push({ ...signal, ...(account === undefined ? {} : { account }) });
    }
  }
  // Each list stands newest first: turned round, those of one second keep their order.
  return signals.reverse().sort((one, other) => one.created - other.created);
};
