import { type Endpoint, retrieve } from '../endpoint.ts';
import { byChoice, byText } from '../filters.ts';
import { flowList } from './flow-list.ts';

const type = 'treasury.credit_reversal';

export const creditReversalEndpoints: readonly Endpoint[] = [
  flowList('credit_reversals', type, {
    received_credit: byText('received_credit', 'treasury.received_credit'),
    status: byChoice('status', 'canceled', 'posted', 'processing'),
  }),
  retrieve('/v1/treasury/credit_reversals/{credit_reversal}', type),
];
