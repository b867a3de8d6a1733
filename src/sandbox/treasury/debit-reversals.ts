import { type Endpoint, objectEndpoint, retrieve } from '../endpoint.ts';
import { byText, type Filter } from '../filters.ts';
import { applyMetadata, newMetadata } from '../metadata.ts';
import { oneOf, required, string } from '../parameters.ts';
import { continueTransaction, openTransaction } from './books.ts';
import { flowList } from './flow-list.ts';
import { openAccount } from './permitted.ts';
import { markReversed, reversible, settlesAfter } from './reversals.ts';

const kind = 'debit_reversal';
const type = `treasury.${kind}` as const;

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

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/treasury/debit_reversals',
    returns: type,
    parameters: { metadata: newMetadata, received_debit: required(string()) },
  },
  ({ world }, given) => {
    const received = reversible(world, 'treasury.received_debit', given.received_debit, 'received_debit');
    openAccount(world, received.financial_account);
    const { amount, currency, financial_account } = received;
    const id = world.newId('debrev');
    markReversed(world, received, kind, id);
    const movement = { amount, currency, financial_account, flow: id, flow_type: kind, description: 'Debit reversal' };
    const transaction = openTransaction(world, movement, { type: kind, inbound: amount });
    const reversal = world.put({
      id,
      object: type,
      amount,
      created: world.now(),
      currency,
      financial_account,
      hosted_regulatory_receipt_url: `https://payments.stripe.com/regulatory-receipt/${id}`,
      linked_flows: null,
      livemode: false,
      metadata: applyMetadata({}, given.metadata),
      network: received.network,
      received_debit: received.id,
      status: 'processing',
      status_transitions: { completed_at: null },
      transaction,
    });
    world.later(settlesAfter, () => {
      continueTransaction(world, transaction, { type: kind, cash: amount, inbound: -amount });
      world.put({ ...reversal, status: 'succeeded', status_transitions: { completed_at: world.now() } });
    });
    return reversal;
  },
);

export const debitReversalEndpoints: readonly Endpoint[] = [
  flowList('debit_reversals', type, {
    received_debit: byText('received_debit', 'treasury.received_debit'),
    resolution: byOutcome('lost', 'won'),
    status: byOutcome('canceled', 'completed', 'processing'),
  }),
  create,
  retrieve('/v1/treasury/debit_reversals/{debit_reversal}', type),
];
