import { createOperation, transferIds } from '../../../mutations/world.ts';
import type { Attack } from '../../attack.ts';
import { codesOf, type Outcome } from '../../outcome.ts';
import type { Target } from '../../send.ts';

/** A way in that servers of this kind leave open unless somebody closes it. */
export interface Hole extends Attack {
  /** All that it may be answered with. */
  readonly statuses: readonly number[];
  readonly codes: readonly string[];
  /** The same without what is hostile in it. It must be served: else it says nothing that the other is refused. */
  readonly control: (target: Target) => Promise<Outcome>;
}

export const SEEDED = 'tr_1Seed000003';
export const READ = `{ transfer(id: "${SEEDED}") { amount } }`;
const [OWN = ''] = transferIds(1);

/** Throws what is not served. */
export const served = async (sending: Promise<Outcome>): Promise<Outcome> => {
  const outcome = await sending;
  const codes = codesOf(outcome);
  if (outcome.status !== 200 || codes.length > 0) throw new Error(`Not served: ${outcome.status} ${codes.join()}`);
  return outcome;
};

/** Throws what tells that in its body. */
export const without = async (told: RegExp, sending: Promise<Outcome>): Promise<Outcome> => {
  const outcome = await sending;
  const [found] = told.exec(outcome.body) ?? [];
  if (found !== undefined) throw new Error(`Told: ${found}`);
  return outcome;
};

/** A write that is served: each name stands for another. */
export const write = (name: string) => (target: Target) =>
  target.operation(createOperation(), { input: { transfer: OWN, amount: 1, idempotencyKey: `hole-${name}` } });

/** The `n`-th of them, in turn. */
export const byTurns = <T>(values: readonly T[], n: number): T => {
  const value = values[n % values.length];
  if (value === undefined) throw new Error('There are no values.');
  return value;
};
