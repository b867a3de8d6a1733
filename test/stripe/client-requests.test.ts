import { describe, expect, it } from 'vitest';
import type { RestCall } from '../../src/stripe/call.ts';
import { InvalidParameterError } from '../../src/stripe/errors.ts';
import { restPath } from '../../src/stripe/path.ts';
import { failureOf, KEY, startClientWorld } from './world.ts';

describe('a request on the wire', () => {
  it('of a read', async () => {
    const { upstream, events, get } = await startClientWorld();
    await get({
      path: restPath('/v1/transfers/{id}', { id: 'tr_1' }),
      params: { expand: ['a'], note: 'ü &=' },
      credentials: { key: KEY, account: 'acct_1' },
      idempotencyKey: 'unused',
    });
    const [request] = upstream.requests;
    expect(request).toMatchObject({
      method: 'GET',
      url: '/v1/transfers/tr_1?expand[0]=a&note=%C3%BC%20%26%3D',
      body: '',
    });
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'stripe-version': '2024-11-20.acacia',
      'stripe-account': 'acct_1',
      'user-agent': 'stripe-graphql-gateway/0.1.0',
    });
    expect(request?.headers).not.toHaveProperty('idempotency-key');
    expect(request?.headers).not.toHaveProperty('content-type');
    expect(events).toEqual([
      {
        method: 'GET',
        path: '/v1/transfers/tr_1',
        endpoint: '/v1/transfers/{id}',
        attempt: 1,
        status: 200,
        requestId: 'req_1',
        durationMs: expect.any(Number),
        waitedMs: expect.any(Number),
      },
    ]);
  });

  it('of a write', async () => {
    const { upstream, post } = await startClientWorld();
    await post({
      path: restPath('/v1/transfers/{id}/reversals', { id: 'tr_1' }),
      params: { amount: 400, metadata: { 'a b': '1+1' } },
    });
    const [request] = upstream.requests;
    expect(request).toMatchObject({
      method: 'POST',
      url: '/v1/transfers/tr_1/reversals',
      body: 'amount=400&metadata[a%20b]=1%2B1',
    });
    expect(request?.headers).toMatchObject({
      'idempotency-key': 'key_1',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(request?.body.length),
    });
    expect(request?.headers).not.toHaveProperty('stripe-account');
  });

  it('of a write without parameters', async () => {
    const { upstream, post } = await startClientWorld();
    await post({ params: {} });
    expect(upstream.requests[0]).toMatchObject({ body: '', url: '/v1/things' });
  });

  it('goes over connections that are already there', async () => {
    const { upstream, get } = await startClientWorld();
    for (let n = 0; n < 20; n += 1) await get();
    // Two, for one is not ready yet in the turn in which its answer arrives.
    expect(upstream.connections).toBeLessThanOrEqual(2);
  });
});

describe('a request that would not arrive as it is meant', () => {
  const other = { key: KEY };
  it.each<[string, Partial<RestCall>, string]>([
    ['no idempotency key', { idempotencyKey: '' }, 'idempotencyKey'],
    ['a long idempotency key', { idempotencyKey: 'x'.repeat(256) }, 'idempotencyKey'],
    ['a line break in the idempotency key', { idempotencyKey: 'a\r\nStripe-Account: acct_2' }, 'idempotencyKey'],
    ['a line end behind the idempotency key', { idempotencyKey: 'a\n' }, 'idempotencyKey'],
    ['two idempotency keys', { idempotencyKey: 'a, b' }, 'idempotencyKey'],
    ['an idempotency key outside ASCII', { idempotencyKey: 'ключ' }, 'idempotencyKey'],
    ['an empty API key', { credentials: { key: '' } }, 'key'],
    ['a line break in the API key', { credentials: { key: 'sk_test_1\r\nx: y' } }, 'key'],
    ['two accounts', { credentials: { ...other, account: 'acct_1, acct_2' } }, 'account'],
    ['no account of REST', { credentials: { ...other, account: 'acct_1/../x' } }, 'account'],
    ['an empty account', { credentials: { ...other, account: '' } }, 'account'],
    ['a line break in the account', { credentials: { ...other, account: 'acct_1\n' } }, 'account'],
    [
      'a list in place of an account',
      { credentials: { ...other, account: ['acct_1', 'acct_2'] as unknown as string } },
      'account',
    ],
    ['two contexts', { credentials: { ...other, context: 'acct_1, acct_2' } }, 'context'],
    ['a context that is no account', { credentials: { ...other, context: 'acct_1/../x' } }, 'context'],
    ['a context and an account', { credentials: { ...other, account: 'acct_1', context: 'acct_1' } }, 'context'],
    ['text that would change', { params: { note: '\ud800' } }, 'note'],
  ])('%s: is refused before any call', async (_, call, where) => {
    const { upstream, post } = await startClientWorld();
    const error = await failureOf(post(call));
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ kind: 'refused', effect: 'none', retryable: false, place: [where] });
    expect(error.message).not.toContain(KEY);
    expect(upstream.connections).toBe(0);
  });

  it('a write without any idempotency key', async () => {
    const { client, upstream } = await startClientWorld();
    const call = client.request({ method: 'POST', path: restPath('/v1/things'), credentials: other });
    expect(await failureOf(call)).toMatchObject({ place: ['idempotencyKey'] });
    expect(upstream.connections).toBe(0);
  });
});
