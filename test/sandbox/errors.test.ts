import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import { transfer } from './objects.ts';

const seed = [transfer('tr_1')];

test('no key, a strange key and a live key are 401; bearer and basic test keys are accepted', async () => {
  await using client = await openClient({ seed });
  const statusWith = async (authorization: string): Promise<number> =>
    (await client.get('/v1/transfers/tr_1', { Authorization: authorization })).status;
  const basic = (key: string): string => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  expect(await statusWith('')).toBe(401);
  expect(await statusWith('Bearer hello')).toBe(401);
  expect(await statusWith('Bearer sk_live_1234567890')).toBe(401);
  expect(await statusWith('Bearer rk_test_1')).toBe(200);
  expect(await statusWith(basic('sk_test_1'))).toBe(200);
  const refused = await client.get('/v1/transfers', { Authorization: 'Bearer sk_live_secret_abcd' });
  expect(refused.body.error).toEqual({
    message: 'Invalid API Key provided: sk_live_****abcd',
    type: 'invalid_request_error',
  });
});

test('with keys given, only these are accepted', async () => {
  await using client = await openClient({ seed, keys: ['sk_test_mine'] });
  expect((await client.get('/v1/transfers')).status).toBe(200);
  expect((await client.get('/v1/transfers', { Authorization: 'Bearer sk_test_other' })).status).toBe(401);
});

test('what does not exist is 404, in the shape of its kind', async () => {
  await using client = await openClient({ seed });
  const object = await client.get('/v1/transfers/tr_2');
  expect(object.status).toBe(404);
  expect(object.body.error).toMatchObject({
    code: 'resource_missing',
    message: "No such transfer: 'tr_2'",
    param: 'id',
  });
  const url = await client.get('/v1/invoices?limit=1');
  expect(url.status).toBe(404);
  expect(url.body.error?.message).toContain('Unrecognized request URL (GET: /v1/invoices)');
  expect((await client.post('/v1/transfers/../reversals')).status).toBe(404);
  expect((await client.post('/v1/tax/transactions/tax_1')).status).toBe(404);
});

test.each([
  ['GET', '/v1/transfers?colour=red', { code: 'parameter_unknown', param: 'colour' }],
  ['GET', '/v1/transfers?created[from]=1', { code: 'parameter_unknown', param: 'created[from]' }],
  ['GET', '/v1/transfers?created[gt]=soon', { code: 'parameter_invalid_integer', param: 'created[gt]' }],
  ['GET', '/v1/transfers?destination=', { code: 'parameter_invalid_empty', param: 'destination' }],
  ['GET', '/v1/transfers?expand=data.destination', { param: 'expand' }],
  ['GET', '/v1/treasury/transactions', { code: 'parameter_missing', param: 'financial_account' }],
  ['GET', '/v1/treasury/transactions?financial_account=fa_1&status=lost', { param: 'status' }],
  ['GET', '/v1/treasury/transactions?financial_account=fa_1', { code: 'resource_missing', param: 'financial_account' }],
  ['POST', '/v1/transfers?currency=usd', { code: 'parameter_missing', param: 'destination' }],
  ['POST', '/v1/transfers/tr_1/reversals?amount=0', { code: 'parameter_invalid_integer', param: 'amount' }],
  ['POST', '/v1/transfers/tr_1/reversals?amount=1e3', { code: 'parameter_invalid_integer', param: 'amount' }],
  ['POST', '/v1/transfers/tr_1/reversals?refund_application_fee=yes', { param: 'refund_application_fee' }],
  ['POST', `/v1/transfers/tr_1?metadata[${'k'.repeat(41)}]=v`, { param: `metadata[${'k'.repeat(41)}]` }],
  ['GET', '/v1/transfers?destination=%ff', {}],
])('%s %s is refused', async (method, path, error) => {
  await using client = await openClient({ seed });
  const answer = method === 'GET' ? await client.get(path) : await client.post(path);
  expect(answer.status).toBe(400);
  expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', ...error });
});

test('every answer is JSON and carries its headers', async () => {
  await using client = await openClient({ seed, accounts: { acct_1: [] } });
  const answer = await client.get('/v1/transfers', {
    'Stripe-Account': 'acct_1',
    'Stripe-Version': '2024-11-20.acacia',
  });
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('request-id')).toMatch(/^req_\w+$/);
  expect(answer.headers.get('stripe-version')).toBe('2024-11-20.acacia');
  expect(answer.headers.get('stripe-account')).toBe('acct_1');
  const refused = await client.get('/v1/nothing', { Authorization: '' });
  expect(refused.headers.get('request-id')).toMatch(/^req_\w+$/);
});

test('an account has its own world, and an unknown one is 403', async () => {
  await using client = await openClient({ seed, accounts: { acct_1: [transfer('tr_theirs')] } });
  const theirs = { 'Stripe-Account': 'acct_1' };
  expect((await client.get('/v1/transfers/tr_1', theirs)).status).toBe(404);
  expect((await client.get('/v1/transfers/tr_theirs', theirs)).status).toBe(200);
  expect((await client.get('/v1/transfers/tr_theirs')).status).toBe(404);
  const refused = await client.get('/v1/transfers', { 'Stripe-Account': 'acct_2' });
  expect(refused.status).toBe(403);
  expect(refused.body.error?.code).toBe('account_invalid');
});

test('a body that is too large, or no form, is refused', async () => {
  await using client = await openClient({ seed });
  expect((await client.post('/v1/transfers', 'a'.repeat(1024 * 1024 + 1))).status).toBe(413);
  expect((await client.post('/v1/transfers', '{}', { 'Content-Type': 'application/json' })).status).toBe(400);
});

test('what Node refuses before it is a request is JSON, too', async () => {
  await using client = await openClient({ seed });
  const { status, body } = await client.get('/v1/transfers', { 'X-Long': 'a'.repeat(20_000) });
  expect([status, body.error?.type]).toEqual([431, 'invalid_request_error']);
});

test('requests are recorded as people read them; reset returns to the seed', async () => {
  await using client = await openClient({ seed });
  await client.get('/v1/transfers?limit=1&expand%5B%5D=data.destination');
  await client.post('/v1/transfers/tr_1/reversals', 'amount=1', { 'Idempotency-Key': 'one' });
  expect(client.sandbox.requests).toEqual([
    {
      method: 'GET',
      path: '/v1/transfers?limit=1&expand[]=data.destination',
      status: 200,
      requestId: expect.stringMatching(/^req_/),
    },
    {
      method: 'POST',
      path: '/v1/transfers/tr_1/reversals',
      idempotencyKey: 'one',
      status: 200,
      requestId: expect.stringMatching(/^req_/),
    },
  ]);
  client.sandbox.reset();
  expect(client.sandbox.requests).toEqual([]);
  expect((await client.get('/v1/transfers/tr_1')).body.amount_reversed).toBe(0);
});
