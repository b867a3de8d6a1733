import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

it('come with a page of transfers, with their customer and the account that was paid, in one call', async () => {
  const { data, errors } = await world.query(`{
    transfers(first: 50) {
      nodes { destination { id email country } sourceTransaction { id amount customer { name email } } }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(world.calls).toHaveLength(1);
  const { nodes } = data.transfers;
  expect(nodes.some(({ sourceTransaction }: never) => sourceTransaction !== null)).toBe(true);
  for (const { destination, sourceTransaction } of nodes) {
    expect(destination.country).toMatch(/^[A-Z]{2}$/);
    if (sourceTransaction) expect(sourceTransaction.amount).toBeGreaterThan(0);
  }
});

it('come with a reversal: its refund, the charge of that, and the balance transaction, in one call', async () => {
  const { data, errors } = await world.query(`{
    transferReversals(transfer: "tr_1Mio2dLkdIwHu7ixsUuCxJpu") {
      nodes { amount balanceTransaction { net } destinationPaymentRefund { amount charge { id amountRefunded } } }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(world.calls).toHaveLength(1);
  const [reversal] = data.transferReversals.nodes;
  expect(reversal.destinationPaymentRefund.amount).toBe(reversal.amount);
  expect(reversal.destinationPaymentRefund.charge.amountRefunded).toBeGreaterThanOrEqual(reversal.amount);
});

it('come with the payment intents of a customer, fifty of them, in one call', async () => {
  const { data, errors } = await world.query(`{
    customer(id: "cus_1SeedBuyer00001") { paymentIntents(first: 50) { nodes { id status latestCharge { id paid } } } }
  }`);
  expect(errors).toBeUndefined();
  expect(data.customer.paymentIntents.nodes).toHaveLength(50);
  expect(world.calls.length).toBeLessThanOrEqual(2);
});

it('show what was refunded, which comes with them', async () => {
  const { data, errors } = await world.query(`{
    charges(first: 100) { nodes { id amountRefunded refunds { nodes { amount charge { id } } } } }
  }`);
  expect(errors).toBeUndefined();
  expect(world.calls[0]).toContain('expand[0]=data.refunds');
  const refunded = data.charges.nodes.filter(({ amountRefunded }: { amountRefunded: number }) => amountRefunded > 0);
  expect(refunded.length).toBeGreaterThan(0);
  for (const { id, amountRefunded, refunds } of refunded) {
    const sum = refunds.nodes.reduce((all: number, { amount }: { amount: number }) => all + amount, 0);
    expect({ id, sum }).toEqual({ id, sum: amountRefunded });
    for (const { charge } of refunds.nodes) expect(charge.id).toBe(id);
  }
});

it('show the card that was used, and no more of it than people know', async () => {
  const { data, errors } = await world.query(`{
    charge(id: "ch_1Seed000018") {
      paymentMethodDetails { type card { brand expMonth expYear last4 } usBankAccount { last4 } }
      applicationFee { id amount account { id } refunds { nodes { id stripeId fee { id } } } }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.charge.paymentMethodDetails.card.last4).toMatch(/^\d{4}$/);
  expect(data.charge.applicationFee.amount).toBeGreaterThan(0);
  for (const { id, stripeId, fee } of data.charge.applicationFee.refunds.nodes)
    expect(id).toBe(`${fee.id}/${stripeId}`);
});
