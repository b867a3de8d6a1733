import { InputError } from '../graph/kit/problems.ts';

/** An enum value in an input. UNRECOGNIZED is what REST said once and this schema cannot ask for. */
export const recognized = <Value extends string>(value: Value | 'unrecognized', param: readonly string[]): Value => {
  if (value !== 'unrecognized') return value;
  throw new InputError(param, `\`${param[0]}\` cannot be UNRECOGNIZED. Name another value, or leave it out.`);
};
