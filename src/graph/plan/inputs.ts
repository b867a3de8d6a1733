import type { ListAnnotation } from '../annotations.ts';
import { type Caller, may } from '../caller.ts';
import { checkedPage, type PageArguments, type PageRequest } from '../page.ts';
import type { SelectedField, Selection } from './selection.ts';

/** What a plan depends on beside the document: one execution differs from the next in these alone. */
export interface Inputs {
  readonly variableValues: Record<string, unknown>;
  /** For whom. */
  readonly caller: Pick<Caller, 'scopes'>;
  /** The largest `first` or `last`. */
  readonly maxPageSize: number;
  /** The most values that an answer may hold: where an operation has more, it need not be told how many. */
  readonly maxValues?: number;
}

/** The page that is asked of a connection. Throws BAD_USER_INPUT when the arguments are wrong. */
export const requestedPage = (inputs: Inputs, selected: SelectedField, prefixes: readonly string[]): PageRequest => {
  const args = selected.arguments.read(inputs.variableValues) as PageArguments;
  return checkedPage(args, prefixes, inputs.maxPageSize);
};

/** Whether the caller may see objects from that part of the REST API: what they may not see is not asked for. */
export const mayRead = ({ caller }: Inputs, domain: string | undefined): boolean =>
  domain === undefined || may(caller, 'read', domain);

/** Whether what is selected on an object can be answered from its id alone, given that there is such an object. */
export const isFree = (inputs: Inputs, selection: Selection): boolean => {
  if (selection.members) return selection.members.every((member) => isFree(inputs, member));
  if (!selection.isDerived) return false;
  return selection.fields.every(({ rest, arguments: { read } }) => {
    if (rest?.kind !== 'list' || !rest.needsOnlyId) return false;
    const { after, before } = read(inputs.variableValues);
    return !rest.embedded || Boolean(after) || Boolean(before);
  });
};

const provesParent = (
  inputs: Inputs,
  selected: SelectedField,
  when: Exclude<ListAnnotation['provesParent'], 'never'>,
): boolean => {
  const { rest } = selected;
  if (rest?.kind !== 'list' || rest.provesParent !== when || !mayRead(inputs, rest.domain)) return false;
  try {
    return requestedPage(inputs, selected, rest.prefixes).size > 0;
  } catch {
    return false; // a page that cannot be asked for
  }
};

/**
 * Whether an object that is looked up by its id need not be fetched: the id answers all that is selected, and either
 * whoever gave the id knows that there is such an object, or a list below is asked for that cannot be found without it.
 */
export const isKnownById = (inputs: Inputs, selection: Selection, isKnown = false): boolean =>
  isFree(inputs, selection) &&
  (isKnown || selection.fields.some((selected) => provesParent(inputs, selected, 'always')));

/**
 * Whether an object that is looked up by its id is fetched at worst: the id answers all that is selected, and a list
 * below tells that there is such an object, unless the list is empty. The cost analysis counts the call.
 */
export const isKnownByItems = (inputs: Inputs, selection: Selection): boolean =>
  isFree(inputs, selection) && selection.fields.some((selected) => provesParent(inputs, selected, 'withItems'));
