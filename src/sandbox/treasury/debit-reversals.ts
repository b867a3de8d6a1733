import { type Endpoint, retrieve } from '../endpoint.ts';
import { byText, type Filter } from '../filters.ts';
import { oneOf } from '../parameters.ts';
import { flowList } from './flow-list.ts';

const type = 'treasury.debit_reversal';

/** REST filters by words of its own: an object never says that it is completed, canceled, won or lost. */
const statuses: Readonly<Record<string, string>> = {
  processing: 'processing',
  completed: 'succeeded',
  canceled: 'failed',
  won: 'succeeded',
  lost: 'failed',
};

const byOutcome = (...allowed: readonly string[]): Filter<string> => ({
  read: oneOf(...allowed),
  matches: (item, value) => item.status === statuses[value],
});

export const debitReversalEndpoints: readonly Endpoint[] = [
  flowList('debit_reversals', type, {
    received_debit: byText('received_debit', 'treasury.received_debit'),
    resolution: byOutcome('lost', 'won'),
    status: byOutcome('canceled', 'completed', 'processing'),
  }),
  retrieve('/v1/treasury/debit_reversals/{debit_reversal}', type),
];
