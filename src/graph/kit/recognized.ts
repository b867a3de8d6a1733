import { badUserInput } from '../errors.ts';
import { InputError } from './input-error.ts';

/** UNRECOGNIZED is what REST said once and this schema cannot ask for. */
const refusal = (name = ''): string => `\`${name}\` cannot be UNRECOGNIZED. Name another value, or leave it out.`;

/** An enum value in an input, which REST can be sent. */
export const recognized = <Value extends string>(value: Value | 'unrecognized', param: readonly string[]): Value => {
  if (value !== 'unrecognized') return value;
  throw new InputError(param, refusal(param[0]));
};

/** An enum value that narrows a list. */
export const filterValue = <Value extends string>(
  value: Value | 'unrecognized' | null | undefined,
  argument: string,
): Value | undefined => {
  if (value !== 'unrecognized') return value ?? undefined;
  throw badUserInput(refusal(argument));
};
