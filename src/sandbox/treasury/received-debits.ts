import { type Endpoint, objectEndpoint, retrieve } from '../endpoint.ts';
import { byChoice } from '../filters.ts';
import { oneOf, required } from '../parameters.ts';
import { flowList } from './flow-list.ts';
import { receiveDebit } from './received.ts';
import { bankBehind, bankParameters } from './test-bank.ts';

const type = 'treasury.received_debit';

const createForTest = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/test_helpers/treasury/received_debits',
    returns: type,
    parameters: { ...bankParameters, network: required(oneOf('ach')) },
  },
  ({ world }, { initiating_payment_method_details: initiator, description = null, ...given }) =>
    receiveDebit(world, { ...given, description, from: bankBehind(initiator) }),
);

export const receivedDebitEndpoints: readonly Endpoint[] = [
  flowList('received_debits', type, { status: byChoice('status', 'failed', 'succeeded') }),
  retrieve('/v1/treasury/received_debits/{id}', type),
  createForTest,
];
