import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Gateway } from 'stripe-graphql-gateway';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultSeed } from '../../../src/sandbox/seed.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { type Listening, listen } from '../listen.ts';

const QUERY = '{ transfer(id: "tr_1Seed000003") { amount } }';
const ANSWER = { data: { transfer: { amount: 2500 } }, extensions: { cost: { estimated: 1, actual: 1, max: 200 } } };

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: defaultSeed() });
  // The recipes read the environment of the application that they are in.
  Object.assign(process.env, { STRIPE_SECRET_KEY: sandbox.key, STRIPE_API_BASE: sandbox.url });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.requests.length = 0;
});

/** What sends a request to an application, and ends it. */
interface Application extends AsyncDisposable {
  readonly send: (path: string, init: RequestInit) => Promise<Response>;
}

const onPort = async (start: () => Promise<Listening>): Promise<Application> => {
  const { url, close } = await start();
  return { send: (path, init) => fetch(new URL(path, url), init), [Symbol.asyncDispose]: close };
};

const express = () =>
  onPort(async () => {
    const { app, gateway } = await import('./express.ts');
    const { url, close } = await listen(app as RequestListener);
    return { url, close: () => close().then((gateway as Gateway).dispose) };
  });

const fastify = () =>
  onPort(async () => {
    const { app } = await import('./fastify.ts');
    return { url: await app.listen({ port: 0, host: '127.0.0.1' }), close: () => app.close() };
  });

const nodeHttp = () =>
  onPort(async () => {
    const { server } = await import('./node-http.ts');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, close };
  });

/**
 * Next.js itself is not here: to it a route handler is a function of the method's name from a Request to a Response.
 */
const next = async (): Promise<Application> => {
  const route = await import('./app/graphql/route.ts');
  return {
    send: (path, { method = 'GET', ...init }) =>
      route[method as 'GET' | 'POST'](new Request(new URL(path, 'http://localhost:3000'), { method, ...init })),
    [Symbol.asyncDispose]: async () => {},
  };
};

const post = (body: string, type = 'application/json'): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': type },
  body,
});

describe.each([
  ['express.ts', '/graphql', express],
  ['fastify.ts', '/graphql', fastify],
  ['node-http.ts', '/api/money', nodeHttp],
  ['app/graphql/route.ts', '/graphql', next],
])('%s', (file, path, start) => {
  it('is the code that docs/embedding.md shows', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/embedding.md'), 'utf8');
    const code = readFileSync(join(import.meta.dirname, file), 'utf8');
    expect(page).toContain(`\`\`\`ts\n// ${file}\n${code}\`\`\``);
  });

  it('answers as the gateway alone does, with one REST call', async () => {
    await using application = await start();
    const answer = await application.send(path, post(JSON.stringify({ query: QUERY })));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(ANSWER);
    expect(sandbox.requests.map(({ path: asked }) => asked)).toEqual(['/v1/transfers/tr_1Seed000003']);

    const got = await application.send(`${path}?query=${encodeURIComponent(QUERY)}`, {});
    expect(await got.json()).toEqual(ANSWER);

    // The page is beside the graph, where the application has that path too.
    const page = await application.send(path.replace(/\w+$/, 'graphiql'), { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('GraphiQL');

    sandbox.requests.length = 0;
    const form = new URLSearchParams({ query: QUERY }).toString();
    const refused = await application.send(path, post(form, 'application/x-www-form-urlencoded'));
    expect(refused.ok).toBe(false);
    expect(sandbox.requests).toEqual([]);
  });
});
