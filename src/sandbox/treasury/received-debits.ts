import { type Endpoint, retrieve } from '../endpoint.ts';
import { byChoice } from '../filters.ts';
import { flowList } from './flow-list.ts';

const type = 'treasury.received_debit';

export const receivedDebitEndpoints: readonly Endpoint[] = [
  flowList('received_debits', type, { status: byChoice('status', 'failed', 'succeeded') }),
  retrieve('/v1/treasury/received_debits/{id}', type),
];
