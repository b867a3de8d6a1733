import { book } from './booked.ts';
import { collection } from './collection.ts';
import { action, type Endpoint, objectEndpoint, retrieve } from './endpoint.ts';
import { RestError } from './errors.ts';
import { byChoice, byRange, created } from './filters.ts';
import { applyMetadata, metadata } from './metadata.ts';
import { clearable, currency, integer, required, string } from './parameters.ts';
import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

const type = 'topup';

/** Seconds until the bank has sent the money. */
const arrivesAfter = 60;

interface Topup extends RestObject {
  amount: number;
  currency: string;
  status: string;
}

/** Unless it was canceled meanwhile. */
const arrive = (world: World, id: string): void => {
  const topup = world.get<Topup>(type, id);
  if (topup.status !== 'pending') return;
  const balance_transaction = book(world, topup, { amount: topup.amount, type: 'topup' });
  world.put({ ...topup, balance_transaction, status: 'succeeded' });
};

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/topups',
    returns: type,
    parameters: {
      amount: required(integer({ min: 1 })),
      currency: required(currency),
      description: clearable(),
      metadata,
      source: string(),
      statement_descriptor: string(15),
      transfer_group: string(),
    },
  },
  // The source is the platform's only bank account, whatever it is called.
  ({ world }, { amount, currency: unit, source: _, ...given }) => {
    const id = world.newId('tu');
    world.later(arrivesAfter, () => arrive(world, id));
    return world.put<Topup>({
      id,
      object: type,
      amount,
      balance_transaction: null,
      created: world.now(),
      currency: unit,
      description: given.description ?? null,
      expected_availability_date: world.now() + arrivesAfter,
      failure_code: null,
      failure_message: null,
      livemode: false,
      metadata: applyMetadata({}, given.metadata),
      source: null,
      statement_descriptor: given.statement_descriptor ?? null,
      status: 'pending',
      transfer_group: given.transfer_group ?? null,
    });
  },
);

export const topupEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/topups',
    type,
    filters: {
      amount: byRange('amount'),
      created,
      status: byChoice('status', 'canceled', 'failed', 'pending', 'succeeded'),
    },
  }),
  create,
  retrieve('/v1/topups/{topup}', type),
  action('/v1/topups/{topup}/cancel', { type, parameters: {} }, (world, topup: Topup) => {
    const { id, status } = topup;
    if (status !== 'pending')
      throw new RestError(400, `The topup ${id} is ${status}; only a pending one can be canceled.`);
    return world.put({ ...topup, status: 'canceled' });
  }),
];
