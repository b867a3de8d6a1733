import { InputError } from '../graph/kit/input-error.ts';

const MIN_AMOUNT = 1;

/** How much money to move. */
export const checkedAmount = (amount: number): number => {
  if (amount >= MIN_AMOUNT) return amount;
  throw new InputError(['amount'], '`amount` must be at least 1, in the smallest currency unit.');
};
