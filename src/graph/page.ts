import { badUserInput } from './errors.ts';
import { describePrefixes, stripeIdPattern } from './resource.ts';

/** Relay's four arguments. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** What is asked of a list, in its own order: `size` items after or before a cursor. */
export interface PageRequest {
  readonly size: number;
  readonly direction: 'forward' | 'backward';
  readonly cursor: string | undefined;
}

export const DEFAULT_PAGE_SIZE = 10;

const given = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** Relay's arguments as one request, or BAD_USER_INPUT that says what to write instead. */
const pageRequest = (args: PageArguments, maxPageSize: number): PageRequest => {
  const { first, last } = args;
  // An empty cursor is none: clients make it of a cursor that they miss.
  const [after, before] = [args.after || undefined, args.before || undefined];
  if (given(first) && given(last)) {
    throw badUserInput('Give `first` (with `after`) or `last` (with `before`), not both.');
  }
  if (given(after) && given(before)) {
    throw badUserInput('Give `after` (with `first`) or `before` (with `last`), not both.');
  }
  if (given(last) && !given(before)) {
    throw badUserInput('`last` needs `before`: the REST API cannot count from the end. Give `before`, or use `first`.');
  }
  if (given(before) && given(first)) {
    throw badUserInput('`before` goes with `last`. Write `last` in place of `first`, or `after` in place of `before`.');
  }
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  const name = given(last) ? 'last' : 'first';
  if (size < 0) throw badUserInput(`\`${name}\` must be 0 or more, not ${size}.`);
  if (size > maxPageSize) {
    throw badUserInput(`\`${name}\` can be at most ${maxPageSize}, not ${size}. Page on with \`after\` or \`before\`.`);
  }
  return given(before)
    ? { size, direction: 'backward', cursor: before }
    : { size, direction: 'forward', cursor: after };
};

/** The same, with a cursor that can stand in the list: a bare Stripe id with one of these prefixes. */
export const checkedPage = (args: PageArguments, prefixes: readonly string[], maxPageSize: number): PageRequest => {
  const request = pageRequest(args, maxPageSize);
  if (request.cursor === undefined || stripeIdPattern(...prefixes).test(request.cursor)) return request;
  const name = request.direction === 'forward' ? '`after`' : '`before`';
  throw badUserInput(
    `${name} must be a cursor of this list, such as its \`endCursor\`: an id that begins with ${describePrefixes(prefixes, '"')}.`,
  );
};
