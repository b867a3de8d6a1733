import { invalid } from '../errors.ts';
import type { World } from '../world.ts';
import type { TaxTransaction } from './objects.ts';

/** A reference names one transaction, be it a sale or a reversal. */
export const checkReference = (world: World, reference: string): void => {
  const taken = world.all<TaxTransaction>('tax.transaction').some((transaction) => transaction.reference === reference);
  if (taken) throw invalid('reference', `A tax transaction with the reference '${reference}' already exists.`);
};
