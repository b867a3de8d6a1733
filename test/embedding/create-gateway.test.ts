import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createGateway } from '../../src/embedding/create-gateway.ts';
import type { Gateway, GatewayOptions } from '../../src/embedding/public.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { SEED } from '../seed.ts';

const QUERY = '{ transfer(id: "tr_1Seed000003") { amount } }';
const ANSWER = { data: { transfer: { amount: 2500 } }, extensions: { cost: { estimated: 1, actual: 1, max: 200 } } };

const startEmbedded = async (options: Partial<GatewayOptions> = {}) => {
  const sandbox = await startSandbox({ seed: SEED });
  const gateway = createGateway({ secretKey: sandbox.key, apiBase: sandbox.url, ...options });
  return {
    sandbox,
    gateway,
    [Symbol.asyncDispose]: async () => {
      await gateway.dispose();
      await sandbox.close();
    },
  };
};

const ask = (gateway: Gateway, path: string, headers: Record<string, string> = {}) =>
  gateway.fetch(
    new Request(`http://localhost:3000${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: QUERY }),
    }),
  );

/** A server whose framework has read the body before it hands the request on. */
const startServer = async (listener: RequestListener) => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
};

describe('createGateway of the package', () => {
  it('needs a key, has defaults for all else, and answers with the platform’s own Response', async () => {
    await using world = await startEmbedded();
    const response = await ask(world.gateway, '/graphql');
    expect(response).toBeInstanceOf(Response);
    expect(response.headers.get('content-type')).toMatch(/json/);
    expect(await response.json()).toEqual(ANSWER);
    expect(world.sandbox.requests).toHaveLength(1);
  });

  it('answers where it is told to, and below whatever it is mounted in', async () => {
    await using world = await startEmbedded({ graphqlPath: '/money' });
    expect((await ask(world.gateway, '/money')).status).toBe(200);
    expect((await ask(world.gateway, '/api/money')).status).toBe(200);
    expect((await ask(world.gateway, '/graphql')).status).toBe(404);
  });

  it('has the answers without a body too', async () => {
    await using world = await startEmbedded({ corsOrigins: ['https://app.example'] });
    const preflight = new Request('http://localhost:3000/graphql', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
    });
    const response = await world.gateway.fetch(preflight);
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
  });

  it('answers under the names of this machine alone, unless the application says that it knows its callers', async () => {
    const foreign = { host: 'app.example' };
    await using closed = await startEmbedded();
    const refused = await ask(closed.gateway, '/graphql', foreign);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'ORIGIN_NOT_ALLOWED' } }] });
    expect(closed.sandbox.requests).toEqual([]);
    await using open = await startEmbedded({ loopbackNamesOnly: false });
    expect((await ask(open.gateway, '/graphql', foreign)).status).toBe(200);
  });

  it('holds the budget of REST calls that the process holds', async () => {
    await using world = await startEmbedded({ restReadsPerSecond: 1, restQueue: 1 });
    const ids = Array.from({ length: 20 }, (_, n) => `tr_1None${n}`);
    const response = await world.gateway.fetch(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: `{ nodes(ids: ${JSON.stringify(ids)}) { ... on Transfer { amount } } }` }),
      }),
    );
    const { errors } = await response.json();
    expect(errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)).toContain('OVERLOADED');
    expect(world.sandbox.requests.length).toBeLessThan(ids.length);
  });

  it('answers nothing once it has been disposed of', async () => {
    const world = await startEmbedded({ log: pino({ level: 'silent' }) });
    await world[Symbol.asyncDispose]();
    expect(await (await ask(world.gateway, '/graphql')).json()).toMatchObject({ data: { transfer: null } });
  });
});

describe('its options', () => {
  const problemsOf = (options: GatewayOptions): readonly string[] => {
    try {
      createGateway(options);
    } catch (error) {
      return (error as { problems: readonly string[] }).problems;
    }
    throw new Error('They were taken.');
  };

  it.each<[string, GatewayOptions, string[]]>([
    ['no key', {}, ['secretKey must be set, or way be passthrough.']],
    ['what is no key', { secretKey: 'nonsense' }, ['secretKey must be a key such as sk_test_… or rk_test_….']],
    [
      'a live key without a word that it is meant',
      { secretKey: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' },
      ['secretKey is a live key, which moves real money: set live=true if that is meant.'],
    ],
    [
      'several at once',
      { secretKey: 'sk_test_1', maxRestCalls: 0, corsOrigins: ['app.example'] },
      [
        'corsOrigins must be origins such as https://app.example, with commas between.',
        'maxRestCalls must be a whole number from 1 to 100000.',
      ],
    ],
    ['what belongs to another', { secretKey: 'sk_test_1', way: 'token' }, ['tokensFile must be set with way=token.']],
    ['what belongs to a process', { secretKey: 'sk_test_1', port: 1 } as GatewayOptions, ['port is no option.']],
    ['a name that is none', { secretKey: 'sk_test_1', path: '/x' } as GatewayOptions, ['path is no option.']],
  ])('%s is refused in their own words', (_what, options, problems) => {
    expect(problemsOf(options)).toEqual(problems);
  });

  it('take undefined for left out, and no key for callers with their own', async () => {
    const gateway = createGateway({ way: 'passthrough', secretKey: undefined, production: true });
    const page = await gateway.fetch(new Request('http://localhost/graphql', { headers: { accept: 'text/html' } }));
    expect(page.status).not.toBe(200);
    await gateway.dispose();
  });
});

describe('a body that was parsed before', () => {
  const post = (url: string, type: string, body: string) =>
    fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });

  it('is taken as it is, within the same limits', async () => {
    await using world = await startEmbedded({ maxBodyBytes: 1000 });
    await using server = await startServer(async (request, response) => {
      Object.assign(request, { body: JSON.parse(await bodyOf(request)) });
      await world.gateway(request, response);
    });
    const answer = await post(server.url, 'application/json', JSON.stringify({ query: QUERY }));
    expect(await answer.json()).toEqual(ANSWER);
    const long = await post(server.url, 'application/json', JSON.stringify({ query: `${QUERY}${'#'.repeat(1000)}` }));
    expect(long.status).toBe(413);
    const batch = await post(server.url, 'application/json', JSON.stringify([{ query: QUERY }]));
    expect(batch.status).toBe(400);
    expect(world.sandbox.requests).toHaveLength(1);
  });

  it('of nothing is refused', async () => {
    await using world = await startEmbedded();
    await using server = await startServer(async (request, response) => {
      Object.assign(request, { body: JSON.parse(await bodyOf(request)) });
      await world.gateway(request, response);
    });
    expect((await post(server.url, 'application/json', '{}')).status).toBe(400);
    expect((await post(server.url, 'application/json', 'null')).status).toBe(400);
  });

  it('that has been read, and is nowhere, is refused', async () => {
    await using world = await startEmbedded();
    await using server = await startServer(async (request, response) => {
      await bodyOf(request);
      await world.gateway(request, response);
    });
    expect((await post(server.url, 'application/json', JSON.stringify({ query: QUERY }))).status).toBe(400);
  });

  it('is taken as text and as bytes too', async () => {
    await using world = await startEmbedded();
    let make: (text: string) => unknown = (text) => text;
    await using server = await startServer(async (request, response) => {
      Object.assign(request, { body: make(await bodyOf(request)) });
      await world.gateway(request, response);
    });
    const body = JSON.stringify({ query: QUERY });
    expect(await (await post(server.url, 'application/json', body)).json()).toEqual(ANSWER);
    make = Buffer.from;
    expect(await (await post(server.url, 'application/json', body)).json()).toEqual(ANSWER);
    expect((await post(server.url, 'application/json', '')).status).toBe(400);
  });

  it('is not taken where it came as a form, which a page of any site can send', async () => {
    await using world = await startEmbedded();
    await using server = await startServer(async (request, response) => {
      Object.assign(request, { body: Object.fromEntries(new URLSearchParams(await bodyOf(request))) });
      await world.gateway(request, response);
    });
    const form = new URLSearchParams({ query: QUERY }).toString();
    expect((await post(server.url, 'application/x-www-form-urlencoded', form)).status).toBe(415);
    expect((await post(server.url, 'text/plain', form)).status).toBe(415);
    expect(world.sandbox.requests).toEqual([]);
  });
});
