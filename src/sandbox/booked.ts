import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

interface Source {
  readonly id: string;
  readonly currency: string;
}

interface Given {
  /** Signed: negative where money leaves the balance. */
  readonly amount: number;
  readonly type: string;
  readonly reporting_category?: string;
  readonly description?: string | null;
  /** Seconds until it is available; until then it is pending. */
  readonly availableIn?: number;
}

/** Writes to the account's balance what has happened to `source`, and gives the id of the balance transaction. */
export const book = (world: World, { id: source, currency }: Source, given: Given): string => {
  const { amount, type, reporting_category = type, description = null, availableIn = 0 } = given;
  const created = world.now();
  const booking = world.put<RestObject>({
    id: world.newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: created + availableIn,
    created,
    currency,
    description,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: amount,
    reporting_category,
    source,
    status: availableIn === 0 ? 'available' : 'pending',
    type,
  });
  if (availableIn > 0) world.later(availableIn, () => world.put({ ...booking, status: 'available' }));
  return booking.id;
};
