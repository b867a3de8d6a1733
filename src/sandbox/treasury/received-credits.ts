import { type Endpoint, objectEndpoint, retrieve } from '../endpoint.ts';
import { byChoice, type Filter } from '../filters.ts';
import { hash, oneOf, required } from '../parameters.ts';
import { isRecord } from '../rest-object.ts';
import { flowList } from './flow-list.ts';
import { receiveCredit } from './received.ts';
import { bankBehind, bankParameters } from './test-bank.ts';

const type = 'treasury.received_credit';

const bySourceFlow: Filter<{ readonly source_flow_type: string }> = {
  read: hash({ source_flow_type: required(oneOf('credit_reversal', 'other', 'outbound_payment', 'payout')) }),
  matches: ({ linked_flows: links }, { source_flow_type }) =>
    isRecord(links) && links.source_flow_type === source_flow_type,
};

const createForTest = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/test_helpers/treasury/received_credits',
    returns: type,
    parameters: { ...bankParameters, network: required(oneOf('ach', 'us_domestic_wire')) },
  },
  ({ world }, { initiating_payment_method_details: initiator, description = null, ...given }) =>
    receiveCredit(world, { ...given, description, from: bankBehind(initiator) }),
);

export const receivedCreditEndpoints: readonly Endpoint[] = [
  flowList('received_credits', type, {
    linked_flows: bySourceFlow,
    status: byChoice('status', 'failed', 'succeeded'),
  }),
  retrieve('/v1/treasury/received_credits/{id}', type),
  createForTest,
];
