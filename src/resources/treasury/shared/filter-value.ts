import { badUserInput } from '../../../graph/errors.ts';

/** An enum value that narrows a list. UNRECOGNIZED is what REST said once and this schema cannot ask for. */
export const filterValue = <Value extends string>(
  value: Value | 'unrecognized' | null | undefined,
  argument: string,
): Value | undefined => {
  if (value !== 'unrecognized') return value ?? undefined;
  throw badUserInput(`\`${argument}\` cannot be UNRECOGNIZED. Name another value, or leave it out.`);
};
