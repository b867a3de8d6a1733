import { type Endpoint, retrieve } from '../endpoint.ts';
import { byChoice, type Filter } from '../filters.ts';
import { hash, oneOf, required } from '../parameters.ts';
import { isRecord } from '../rest-object.ts';
import { flowList } from './flow-list.ts';

const type = 'treasury.received_credit';

const bySourceFlow: Filter<{ readonly source_flow_type: string }> = {
  read: hash({ source_flow_type: required(oneOf('credit_reversal', 'other', 'outbound_payment', 'payout')) }),
  matches: ({ linked_flows: links }, { source_flow_type }) =>
    isRecord(links) && links.source_flow_type === source_flow_type,
};

export const receivedCreditEndpoints: readonly Endpoint[] = [
  flowList('received_credits', type, {
    linked_flows: bySourceFlow,
    status: byChoice('status', 'failed', 'succeeded'),
  }),
  retrieve('/v1/treasury/received_credits/{id}', type),
];
