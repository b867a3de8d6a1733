import { isOwn } from './elsewhere.ts';
import { type Endpoint, objectEndpoint } from './endpoint.ts';
import { RestError } from './errors.ts';
import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

interface Booking extends RestObject {
  available_on: number;
  currency: string;
  net: number;
}

/** Everything that was ever booked in one currency; what is not available yet is pending. */
const amountsOf = (
  world: World,
  isAvailable: boolean,
): { amount: number; currency: string; source_types: object }[] => {
  const amounts = new Map<string, number>();
  for (const booking of world.all<Booking>('balance_transaction')) {
    if (!isOwn(booking, world)) continue;
    const counts = booking.available_on <= world.now() === isAvailable;
    amounts.set(booking.currency, (amounts.get(booking.currency) ?? 0) + (counts ? booking.net : 0));
  }
  return [...amounts].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
};

const availableIn = (world: World, currency: string): number =>
  amountsOf(world, true).find((held) => held.currency === currency)?.amount ?? 0;

export const checkBalance = (world: World, amount: number, unit: string): void => {
  if (availableIn(world, unit) >= amount) return;
  const message = `The available balance is too low for ${amount} ${unit}. The balance is at /v1/balance.`;
  throw new RestError(400, message, { code: 'balance_insufficient' });
};

export const balanceEndpoints: readonly Endpoint[] = [
  objectEndpoint({ path: '/v1/balance', returns: 'balance', parameters: {} }, ({ world }) => ({
    object: 'balance',
    available: amountsOf(world, true),
    livemode: false,
    pending: amountsOf(world, false),
  })),
];
