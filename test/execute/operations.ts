import { countOf } from '../counts.ts';

/** How many random operations a test executes; 10,000 take some minutes. */
export const OPERATIONS = Number(process.env.RANDOM_OPERATIONS ?? countOf(400, 1_000));
