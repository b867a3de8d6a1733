import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const ask = async (query: string, encoding: string) => {
  const response = await world.fetch({ query }, { 'accept-encoding': encoding });
  return { headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
};

describe('the answer to a question for the schema', () => {
  it('comes packed, as the caller takes it', async () => {
    const plain = await ask(getIntrospectionQuery(), 'identity');
    expect(plain.headers.has('content-encoding')).toBe(false);
    expect(JSON.parse(plain.body.toString()).data.__schema.types.length).toBeGreaterThan(100);
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const encoding of ['br', 'gzip'] as const) {
      const { headers, body } = await ask(getIntrospectionQuery(), encoding);
      expect(headers.get('content-encoding')).toBe(encoding);
      expect(headers.get('vary')).toContain('accept-encoding');
      expect(headers.get('content-length')).toBe(String(body.length));
      expect(unpack[encoding](body).equals(plain.body)).toBe(true);
      expect(body.length).toBeLessThan(plain.body.length / 5);
      // All that is said of any answer is said of this one.
      for (const name of ['x-request-id', 'x-content-type-options', 'cache-control', 'content-type']) {
        expect(headers.get(name) === null, name).toBe(plain.headers.get(name) === null);
      }
    }
  });

  it.each<[string, string, boolean]>([
    ['short', '{ __typename }', false],
    [
      'with data beside the schema',
      `{ transfers(first: 1) { nodes { id amount } } ${getIntrospectionQuery().slice(getIntrospectionQuery().indexOf('{') + 1)}`,
      true,
    ],
    [
      'long, of data alone',
      '{ transactionEntries(financialAccount: "fa_1Seed000001", first: 250) { nodes { id type created effectiveAt currency balanceImpact { cash inboundPending outboundPending } } } }',
      true,
    ],
  ])('does not where it is %s', async (_, query, isLong) => {
    const { headers, body } = await ask(query, 'br, gzip');
    expect(headers.has('content-encoding')).toBe(false);
    expect(JSON.parse(body.toString()).errors).toBeUndefined();
    expect(body.length > 32_768).toBe(isLong);
  });
});
