import { type Endpoint, objectEndpoint, retrieve } from '../endpoint.ts';
import { byChoice, byText } from '../filters.ts';
import { applyMetadata, newMetadata } from '../metadata.ts';
import { required, string } from '../parameters.ts';
import { openTransaction } from './books.ts';
import { flowList } from './flow-list.ts';
import type { Flow } from './objects.ts';
import { checkFunds, openAccount } from './permitted.ts';
import { markReversed, reversible, settlesAfter } from './reversals.ts';
import { move } from './transition.ts';

const kind = 'credit_reversal';
const type = `treasury.${kind}` as const;

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/treasury/credit_reversals',
    returns: type,
    parameters: { metadata: newMetadata, received_credit: required(string()) },
  },
  ({ world }, given) => {
    const received = reversible(world, 'treasury.received_credit', given.received_credit, 'received_credit');
    checkFunds(openAccount(world, received.financial_account), received);
    const { amount, currency, financial_account } = received;
    const id = world.newId('credrev');
    markReversed(world, received, kind, id);
    const movement = { currency, financial_account, flow: id, flow_type: kind, description: 'Credit reversal' };
    const hold = { type: kind, cash: -amount, outbound: amount };
    const reversal = world.put<Flow>({
      id,
      object: type,
      amount,
      created: world.now(),
      currency,
      financial_account,
      hosted_regulatory_receipt_url: `https://payments.stripe.com/regulatory-receipt/${id}`,
      livemode: false,
      metadata: applyMetadata({}, given.metadata),
      network: received.network,
      received_credit: received.id,
      status: 'processing',
      status_transitions: { posted_at: null },
      transaction: openTransaction(world, { ...movement, amount: -amount }, hold),
    });
    const posting = { type: 'credit_reversal_posting', outbound: -amount };
    world.later(settlesAfter, () => move(world, reversal, { from: 'processing', to: 'posted', step: () => posting }));
    return reversal;
  },
);

export const creditReversalEndpoints: readonly Endpoint[] = [
  flowList('credit_reversals', type, {
    received_credit: byText('received_credit', 'treasury.received_credit'),
    status: byChoice('status', 'canceled', 'posted', 'processing'),
  }),
  create,
  retrieve('/v1/treasury/credit_reversals/{credit_reversal}', type),
];
