import { checkBalance } from './balance.ts';
import { book } from './booked.ts';
import { collection } from './collection.ts';
import { action, type Endpoint, objectEndpoint, retrieve } from './endpoint.ts';
import { RestError } from './errors.ts';
import { byRange, byText, created } from './filters.ts';
import { applyMetadata, newMetadata } from './metadata.ts';
import { clearable, currency, integer, oneOf, required, string } from './parameters.ts';
import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

const type = 'payout';

/** Seconds until a payout is on its way, when it can no longer be canceled; and until it has arrived. */
const leavesAfter = 15 * 60;
const arrivesAfter = { standard: 2 * 24 * 60 * 60, instant: 30 * 60 };

interface Payout extends RestObject {
  amount: number;
  currency: string;
  status: string;
}

/** Unless it was canceled meanwhile. */
const advance = (world: World, id: string, from: string, to: string): void => {
  const payout = world.get<Payout>(type, id);
  if (payout.status === from) world.put({ ...payout, status: to });
};

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/payouts',
    returns: type,
    parameters: {
      amount: required(integer({ min: 1 })),
      currency: required(currency),
      description: clearable(),
      destination: string(),
      metadata: newMetadata,
      method: oneOf('instant', 'standard'),
      source_type: oneOf('bank_account', 'card', 'fpx'),
      statement_descriptor: string(22),
    },
  },
  ({ world }, { amount, currency: unit, method = 'standard', ...given }) => {
    checkBalance(world, amount, unit);
    const id = world.newId('po');
    world.later(leavesAfter, () => advance(world, id, 'pending', 'in_transit'));
    world.later(arrivesAfter[method], () => advance(world, id, 'in_transit', 'paid'));
    return world.put<Payout>({
      id,
      object: type,
      amount,
      application_fee: null,
      application_fee_amount: null,
      arrival_date: world.now() + arrivesAfter[method],
      automatic: false,
      balance_transaction: book(world, { id, currency: unit }, { amount: -amount, type: 'payout' }),
      created: world.now(),
      currency: unit,
      description: given.description ?? null,
      destination: given.destination ?? 'ba_1SeedOwnBank00001',
      failure_balance_transaction: null,
      failure_code: null,
      failure_message: null,
      livemode: false,
      metadata: applyMetadata({}, given.metadata),
      method,
      original_payout: null,
      reconciliation_status: 'not_applicable',
      reversed_by: null,
      source_type: given.source_type ?? 'card',
      statement_descriptor: given.statement_descriptor ?? null,
      status: 'pending',
      trace_id: null,
      type: 'bank_account',
    });
  },
);

export const payoutEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/payouts',
    type,
    filters: {
      arrival_date: byRange('arrival_date'),
      created,
      destination: byText('destination'),
      status: byText('status'),
    },
  }),
  create,
  retrieve('/v1/payouts/{payout}', type),
  action('/v1/payouts/{payout}/cancel', { type, parameters: {} }, (world, payout: Payout) => {
    const { id, amount, status } = payout;
    if (status !== 'pending')
      throw new RestError(400, `The payout ${id} is ${status}; only a pending one can be canceled.`);
    const back = { amount, type: 'payout_cancel', reporting_category: 'payout_reversal' };
    return world.put({ ...payout, failure_balance_transaction: book(world, payout, back), status: 'canceled' });
  }),
];
