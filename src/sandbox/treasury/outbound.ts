import { action, type Endpoint } from '../endpoint.ts';
import { hash, oneOf } from '../parameters.ts';
import type { World } from '../world.ts';
import type { Network } from './bank-details.ts';
import { openTransaction } from './books.ts';
import type { Flow } from './objects.ts';
import { maySend } from './permitted.ts';
import { trackForTest } from './tracking.ts';
import { move, type Transition } from './transition.ts';

/** What outbound transfers and outbound payments have in common: held first, then gone, or back again. */

export type Kind = 'outbound_payment' | 'outbound_transfer';

const day = 24 * 60 * 60;

interface Given {
  readonly amount: number;
  readonly currency: string;
  readonly financial_account: string;
}

/** The fields that both kinds show; the cash is held from now on. */
export const sendOut = (world: World, kind: Kind, given: Given, network: Network, recipient: string) => {
  maySend(world, given, `${kind}s.${network}`);
  const { amount, currency, financial_account } = given;
  const id = world.newId(kind === 'outbound_payment' ? 'obp' : 'obt');
  const created = world.now();
  const description = `${recipient} | ${kind === 'outbound_payment' ? 'Outbound payment' : 'Outbound transfer'}`;
  const transaction = openTransaction(
    world,
    { amount: -amount, currency, description, financial_account, flow: id, flow_type: kind },
    { type: kind, cash: -amount, outbound: amount },
  );
  return {
    id,
    object: `treasury.${kind}`,
    amount,
    cancelable: true,
    created,
    currency,
    expected_arrival_date: created + (network === 'ach' ? 3 * day : 0),
    financial_account,
    hosted_regulatory_receipt_url: `https://payments.stripe.com/regulatory-receipt/${id}`,
    livemode: false,
    returned_details: null,
    status: 'processing',
    status_transitions: { canceled_at: null, failed_at: null, posted_at: null, returned_at: null },
    tracking_details: null,
    transaction,
  };
};

const back = (kind: Kind, to: string, word: string): Transition => ({
  from: 'processing',
  to,
  step: (amount) => ({ type: `${kind}_${word}`, cash: amount, outbound: -amount }),
});
const posting = (kind: Kind): Transition => ({
  from: 'processing',
  to: 'posted',
  step: (amount) => ({ type: `${kind}_posting`, outbound: -amount }),
});

export const post = <T extends Flow>(world: World, kind: Kind, flow: T): T => move(world, flow, posting(kind));

/** The money leaves and comes back: a transaction of its own, because the first one is posted by then. */
const sendBack = (world: World, kind: Kind, flow: Flow, code: string): Flow => {
  const posted = post(world, kind, flow);
  const { amount, currency, financial_account, id } = posted;
  const transaction = openTransaction(
    world,
    { amount, currency, description: 'Return', financial_account, flow: id, flow_type: kind },
    { type: `${kind}_return`, cash: amount },
  );
  return world.put({
    ...posted,
    returned_details: { code, transaction },
    status: 'returned',
    status_transitions: { ...posted.status_transitions, returned_at: world.now() },
  });
};

const reasons = oneOf(
  'account_closed',
  'account_frozen',
  'bank_account_restricted',
  'bank_ownership_changed',
  'declined',
  'incorrect_account_holder_name',
  'invalid_account_number',
  'invalid_currency',
  'no_account',
  'other',
);

/** `cancel`, and the test helpers that play the bank. `id` is what REST calls the id in the path. */
export const outboundActions = (kind: Kind, id: 'id' | 'outbound_transfer'): readonly Endpoint[] => {
  const type = `treasury.${kind}`;
  const own = `/v1/treasury/${kind}s/{${id}}` as const;
  const helper = `/v1/test_helpers/treasury/${kind}s/{${id}}` as const;
  const becomes = (path: `${typeof own | typeof helper}/${string}`, transition: Transition): Endpoint =>
    action(path, { type, parameters: {} }, (world, flow: Flow) => move(world, flow, transition));
  return [
    becomes(`${own}/cancel`, back(kind, 'canceled', 'cancellation')),
    trackForTest(helper, type),
    becomes(`${helper}/fail`, back(kind, 'failed', 'failure')),
    becomes(`${helper}/post`, posting(kind)),
    action(
      `${helper}/return`,
      { type, parameters: { returned_details: hash({ code: reasons }) } },
      (world, flow: Flow, { returned_details: details }) => sendBack(world, kind, flow, details?.code ?? 'other'),
    ),
  ];
};
