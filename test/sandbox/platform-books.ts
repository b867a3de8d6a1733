import { expect } from 'vitest';
import type { RestObject } from '../../src/sandbox/server.ts';
import { everyItem } from './books.ts';
import type { Client } from './client.ts';

interface Booking extends RestObject {
  amount: number;
  available_on: number;
  currency: string;
  fee: number;
  fee_details: { amount: number }[];
  net: number;
  source: string;
  type: string;
}
type Money = RestObject & { amount: number; currency: string };
type Held = { amount: number; currency: string };

/** What a balance transaction of each type must be, by the amount of its source. */
const signs: Readonly<Record<string, 1 | -1>> = {
  application_fee: 1,
  application_fee_refund: -1,
  charge: 1,
  payout: -1,
  payout_cancel: 1,
  payout_failure: 1,
  refund: -1,
  refund_failure: 1,
  topup: 1,
  transfer: -1,
  transfer_refund: 1,
};

const lists = ['charges', 'refunds', 'transfers', 'payouts', 'topups', 'application_fees', 'disputes'];

/**
 * Every balance transaction is that of its source and has its amount; every source names its own; sums of what was
 * given back stand in what it was given back of; and the balance is what all of it adds up to.
 */
export const reconcilePlatform = async (client: Client): Promise<{ bookings: Booking[] }> => {
  const bookings = await everyItem<Booking>(client, '/v1/balance_transactions');
  const money = (await Promise.all(lists.map((list) => everyItem<Money>(client, `/v1/${list}`)))).flat();
  const of = (object: string): Money[] => money.filter((item) => item.object === object);
  const transfers = await Promise.all(
    of('transfer').map(({ id }) => everyItem<Money>(client, `/v1/transfers/${id}/reversals`)),
  );
  const fees = await Promise.all(
    of('application_fee').map(({ id }) => everyItem<Money>(client, `/v1/application_fees/${id}/refunds`)),
  );
  const nested = [...transfers, ...fees].flat();
  const sources = new Map([...money, ...nested].map((item) => [item.id, item]));

  const used = new Set<string>();
  for (const booking of bookings) {
    const source = sources.get(booking.source);
    expect([booking.id, booking.type, source?.currency]).toEqual([booking.id, booking.type, booking.currency]);
    expect(booking.net).toBe(booking.amount - booking.fee);
    expect(booking.fee_details.reduce((total, { amount }) => total + amount, 0)).toBe(booking.fee);
    if (source?.object === 'dispute') continue;
    expect([booking.id, booking.amount]).toEqual([
      booking.id,
      (signs[booking.type] ?? Number.NaN) * (source?.amount ?? 0),
    ]);
    expect([source?.balance_transaction, source?.failure_balance_transaction]).toContain(booking.id);
    used.add(booking.id);
  }
  for (const item of sources.values()) {
    for (const id of [item.balance_transaction, item.failure_balance_transaction]) {
      if (typeof id === 'string') expect([item.id, id, used.has(id)]).toEqual([item.id, id, true]);
    }
  }

  const sumOf = (items: Money[], field: string, id: string): number =>
    items
      .filter((item) => item[field] === id && !['canceled', 'failed'].includes(String(item.status)))
      .reduce((total, { amount }) => total + amount, 0);
  for (const { id, amount, amount_refunded, refunded } of of('charge')) {
    const back = sumOf(of('refund'), 'charge', id);
    expect([id, amount_refunded, refunded]).toEqual([id, back, back === amount]);
  }
  for (const { id, amount, amount_reversed, reversed } of of('transfer')) {
    const back = sumOf(nested, 'transfer', id);
    expect([id, amount_reversed, reversed]).toEqual([id, back, back === amount]);
  }
  for (const { id, amount, amount_refunded, refunded } of of('application_fee')) {
    const back = sumOf(nested, 'fee', id);
    expect([id, amount_refunded, refunded]).toEqual([id, back, back === amount]);
  }

  const { body } = await client.get('/v1/balance');
  const total = new Map<string, number>();
  for (const { currency, net } of bookings) total.set(currency, (total.get(currency) ?? 0) + net);
  const held = new Map<string, number>();
  for (const { currency, amount } of [...(body.available as Held[]), ...(body.pending as Held[])]) {
    held.set(currency, (held.get(currency) ?? 0) + amount);
  }
  expect(held).toEqual(total);
  for (const { amount } of body.available as Held[]) expect(amount).toBeGreaterThanOrEqual(0);
  return { bookings };
};
