import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leastEffort } from '../effort.ts';
import { startWorld, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world[Symbol.asyncDispose]());

const open = async (headers: Record<string, string> = {}, path = '/graphiql') => {
  const response = await world.gateway.fetch(`http://gateway${path}`, { headers: { accept: 'text/html', ...headers } });
  return { response, body: Buffer.from(await response.arrayBuffer()) };
};

describe('the page of GraphiQL', () => {
  // The first that asks: packing is what it measures, and takes seconds.
  it('is not sent again to a browser that has it, and packed once only', async () => {
    const ask = (more: object = {}) =>
      world.gateway.fetch('http://gateway/graphiql', {
        headers: { accept: 'text/html', 'accept-encoding': 'br', ...more },
      });
    let first = new Response();
    const packing = await leastEffort(async () => {
      first = await ask();
    }, 1);
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('no-cache');
    let again = new Response();
    const known = await leastEffort(async () => {
      again = await ask({ 'if-none-match': `"x", W/${etag}` });
    });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
    expect(known).toBeLessThan(packing / 10);
    expect((await open({ 'accept-encoding': 'gzip', 'if-none-match': etag })).response.status).toBe(200);
  });

  it('is the same page in each encoding, at a quarter of its size', async () => {
    const plain = await open();
    expect(plain.response.headers.has('content-encoding')).toBe(false);
    expect(plain.body.toString()).toMatch(/<title>Stripe GraphQL gateway<\/title>/);
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const encoding of ['br', 'gzip'] as const) {
      const { response, body } = await open({ 'accept-encoding': encoding });
      expect(response.headers.get('content-encoding')).toBe(encoding);
      expect(response.headers.get('vary')).toBe('accept, accept-encoding');
      expect(unpack[encoding](body).equals(plain.body)).toBe(true);
      expect(body.length).toBeLessThan(plain.body.length / 3);
    }
  });

  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['BR', 'br'],
    ['gzip;q=0', null],
    ['bread', null],
    ['*', null],
  ])('comes for %j as %s', async (accepted, encoding) => {
    expect((await open({ 'accept-encoding': accepted })).response.headers.get('content-encoding')).toBe(encoding);
  });

  it('is where a browser that comes to the graph is sent, with what it asked', async () => {
    const { response } = await open({}, '/graphql?query=%7B__typename%7D');
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('graphiql?query=%7B__typename%7D');
  });

  it.each([
    ['/graphql', 'graphiql'],
    ['/api/graphql', 'api/graphiql'],
  ])('is where a browser that comes to the root is sent, with the graph at %s', async (graphqlPath, location) => {
    await using there = await startWorld({ gateway: { graphqlPath } });
    const ask = (path: string, headers: Record<string, string> = { accept: 'text/html' }) =>
      there.gateway.fetch(`http://gateway${path}`, { headers });
    expect(Object.fromEntries((await ask('/')).headers)).toMatchObject({ location });
    const page = await ask(new URL(location, 'http://gateway/').pathname);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    // Nothing else is there, and nowhere else.
    expect((await ask('/', {})).status).toBe(404);
    expect((await ask('/somewhere/')).status).toBe(404);
    await using closed = await startWorld({ gateway: { graphqlPath, graphiql: false } });
    expect((await closed.gateway.fetch('http://gateway/', { headers: { accept: 'text/html' } })).status).toBe(404);
  });

  it('is told of the examples that fit, and whether calls are shown, in a text that ends no script', async () => {
    const scriptOf = async (gateway: object) => {
      await using there = await startWorld({ gateway });
      const page = await (
        await there.gateway.fetch('http://gateway/graphiql', { headers: { accept: 'text/html' } })
      ).text();
      expect(page.split('</script>')).toHaveLength(2);
      return page.slice(page.lastIndexOf('page.start('));
    };
    expect(await scriptOf({ isSandbox: true })).toMatch(/fa_1Seed000001.*"explains":true/);
    expect(await scriptOf({ explain: false })).toMatch(/LatestTransfers.*"explains":false/);
    expect(await scriptOf({})).not.toContain('_1Seed');
  });

  it('may run its own script and ask its own host, and nothing else', async () => {
    const policy = (await open()).response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'sha256-[\w+/]{43}=';/);
    expect(policy).toMatch(/default-src 'none'.*connect-src 'self'.*frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
  });

  it('executes no query that stands in its address', async () => {
    world.sandbox.requests.length = 0;
    const { response } = await open({}, '/graphiql?query={transfer(id:"tr_1Seed000003"){amount}}');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(world.calls).toEqual([]);
  });

  it('is not there when it is turned off', async () => {
    await using closed = await startWorld({ gateway: { graphiql: false } });
    const response = await closed.gateway.fetch('http://gateway/graphql', { headers: { accept: 'text/html' } });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain('<');
  });
});
