import { expect, test } from 'vitest';
import { type Client, openClient } from './client.ts';
import { transfer } from './objects.ts';

const seed = [transfer('tr_1'), transfer('tr_2')];
const path = '/v1/transfers/tr_1/reversals';
const key = (name: string) => ({ 'Idempotency-Key': name });

const reversed = async (client: Client, id = 'tr_1'): Promise<unknown> =>
  (await client.get(`/v1/transfers/${id}`)).body.amount_reversed;

test('the same request with the same key is answered again and executed once', async () => {
  await using client = await openClient({ seed });
  const first = await client.post(path, 'amount=10&metadata[a]=b', key('k'));
  const second = await client.post(path, 'metadata[a]=b&amount=10', key('k'));
  expect(second.body).toEqual(first.body);
  expect(first.headers.get('idempotent-replayed')).toBeNull();
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect(second.headers.get('original-request')).toBe(first.headers.get('request-id'));
  expect(second.headers.get('idempotency-key')).toBe('k');
  expect(await reversed(client)).toBe(10);
});

test('a refusal by the execution is kept', async () => {
  await using client = await openClient({ seed });
  const first = await client.post(path, 'amount=2000', key('k'));
  const second = await client.post(path, 'amount=2000', key('k'));
  expect([first.status, second.status, second.headers.get('idempotent-replayed')]).toEqual([400, 400, 'true']);
});

test('a 500 is kept, too', async () => {
  let broken = true;
  const delay = (): undefined => {
    if (broken) throw new Error('The database is gone.');
  };
  await using client = await openClient({ seed, delay });
  const first = await client.post(path, 'amount=10', key('k'));
  broken = false;
  const second = await client.post(path, 'amount=10', key('k'));
  expect([first.status, second.status]).toEqual([500, 500]);
  expect(second.body.error).toEqual({ message: 'An unknown error occurred.', type: 'api_error' });
  expect((await client.post(path, 'amount=10', key('another'))).status).toBe(200);
});

test('validation failures and 401 are not kept', async () => {
  await using client = await openClient({ seed });
  expect((await client.post(path, 'amount=ten', key('k'))).status).toBe(400);
  expect((await client.post(path, 'expand[]=nothing', key('k'))).status).toBe(400);
  expect((await client.post(path, 'amount=10', { ...key('k'), Authorization: 'Bearer sk_live_1' })).status).toBe(401);
  expect((await client.post(path, 'amount=10', key('k'))).status).toBe(200);
});

test('another request with the same key is refused', async () => {
  await using client = await openClient({ seed });
  await client.post(path, 'amount=10', key('k'));
  const parameters = await client.post(path, 'amount=11', key('k'));
  expect(parameters.status).toBe(400);
  expect(parameters.body.error).toEqual({
    message:
      "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'k' if you meant to execute a different request.",
    type: 'idempotency_error',
  });
  const endpoint = await client.post('/v1/transfers/tr_2/reversals', 'amount=10', key('k'));
  expect(endpoint.body.error?.message).toContain(
    "for the same endpoint they were first used for ('/v1/transfers/tr_2/reversals' vs '/v1/transfers/tr_1/reversals')",
  );
  expect(await reversed(client, 'tr_2')).toBe(0);
});

test('while the first request runs, its key is in use', async () => {
  await using client = await openClient({ seed, delay: ({ method }) => (method === 'POST' ? 300 : undefined) });
  const running = client.post(path, 'amount=10', key('k'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const meanwhile = await client.post(path, 'amount=10', key('k'));
  expect(meanwhile.status).toBe(409);
  expect(meanwhile.body.error).toMatchObject({ code: 'idempotency_key_in_use', type: 'idempotency_error' });
  const first = await running;
  const after = await client.post(path, 'amount=10', key('k'));
  expect([first.status, after.status, after.body]).toEqual([200, 200, first.body]);
  expect(await reversed(client)).toBe(10);
});

test('a key is forgotten after 24 hours', async () => {
  let now = 1_800_000_000_000;
  await using client = await openClient({ seed, now: () => now });
  await client.post(path, 'amount=10', key('k'));
  now += 24 * 60 * 60 * 1000 - 1;
  await client.post(path, 'amount=10', key('k'));
  expect(await reversed(client)).toBe(10);
  now += 1;
  await client.post(path, 'amount=10', key('k'));
  expect(await reversed(client)).toBe(20);
});

test('keys are of one account, up to 255 characters long, and nothing to a GET', async () => {
  await using client = await openClient({ seed, accounts: { acct_1: seed } });
  await client.post(path, 'amount=10', key('k'));
  const theirs = await client.post(path, 'amount=20', { ...key('k'), 'Stripe-Account': 'acct_1' });
  expect(theirs.body.amount).toBe(20);
  expect((await client.post(path, 'amount=1', key('x'.repeat(255)))).status).toBe(200);
  expect((await client.post(path, 'amount=1', key('x'.repeat(256)))).status).toBe(400);
  expect((await client.get('/v1/transfers/tr_2', key('k'))).headers.get('idempotent-replayed')).toBeNull();
});
