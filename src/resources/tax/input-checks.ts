import { InputError } from '../../graph/kit/input-error.ts';

const MAX_REFERENCE_LENGTH = 500;
const MIN_QUANTITY = 1;
const SECOND = 1000;

/** Checks an input that stands in another: what it refuses is named by its path from the outer one. */
export const inside = <Checked>(path: readonly string[], check: () => Checked): Checked => {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError([...path, ...error.param], error.message, error.code);
  }
};

/** Every item of a list in an input, checked; REST takes no empty one. */
export const checkedItems = <Item, Checked>(
  items: readonly Item[],
  name: string,
  check: (item: Item) => Checked,
): Checked[] => {
  if (items.length === 0) throw new InputError([name], `\`${name}\` must have at least one item.`);
  return items.map((item, index) => inside([name, String(index)], () => check(item)));
};

/** The caller's own name for something. */
export const checkedReference = (reference: string): string => {
  if (reference.length >= 1 && reference.length <= MAX_REFERENCE_LENGTH) return reference;
  throw new InputError(
    ['reference'],
    `\`reference\` must have 1 to ${MAX_REFERENCE_LENGTH} characters, not ${reference.length}.`,
  );
};

export const checkedQuantity = (quantity: number | null | undefined): number | undefined => {
  if (quantity == null) return undefined;
  if (quantity >= MIN_QUANTITY) return quantity;
  throw new InputError(
    ['quantity'],
    `\`quantity\` must be at least ${MIN_QUANTITY}. Leave it out when it is not known.`,
  );
};

/** A text that REST takes for unset when it is empty. */
export const checkedText = (text: string, name: string): string => {
  if (text !== '') return text;
  throw new InputError([name], `\`${name}\` must not be empty.`);
};

/** A moment as REST takes it: the whole second that it falls in. */
export const unixSeconds = (moment: Date | null | undefined, name: string): number | undefined => {
  if (moment == null) return undefined;
  const seconds = Math.floor(moment.getTime() / SECOND);
  if (seconds >= 0) return seconds;
  throw new InputError([name], `\`${name}\` must be in 1970 or later.`);
};
