import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';

it('show the card, how each request was decided, and what they did to the balance', async () => {
  await using world = await startWorld();
  const { data, errors } = await world.query(`{
    issuingAuthorizations(first: 5) {
      nodes {
        id amount approved status card { id last4 expYear } merchantData { name category }
        requestHistory { approved reason amount } verificationData { cvcCheck } treasury { transaction { id status } }
      }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.issuingAuthorizations.nodes).toHaveLength(5);
  for (const { card, requestHistory } of data.issuingAuthorizations.nodes) {
    expect(card.last4).toMatch(/^\d{4}$/);
    for (const { amount } of requestHistory) expect(amount).toBeGreaterThan(0);
  }
});

it('come with the entries that they caused, in one call; their ids alone expand nothing more', async () => {
  await using world = await startWorld();
  const { data, errors } = await world.query(`{
    transactionEntries(financialAccount: "fa_1Seed000001", first: 100) {
      nodes { flow flowDetails { __typename ... on IssuingAuthorization { id amount merchantData { name } } } }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(world.calls).toEqual([
    'GET /v1/treasury/transaction_entries?financial_account=fa_1Seed000001&limit=100&expand[0]=data.flow_details',
  ]);
  const authorizations = data.transactionEntries.nodes.filter(
    ({ flowDetails }: { flowDetails: { __typename: string } | null }) =>
      flowDetails?.__typename === 'IssuingAuthorization',
  );
  expect(authorizations.length).toBeGreaterThan(0);
  for (const { flow, flowDetails } of authorizations) {
    expect(flowDetails).toMatchObject({
      id: flow,
      amount: expect.any(Number),
      merchantData: { name: expect.any(String) },
    });
  }
});
