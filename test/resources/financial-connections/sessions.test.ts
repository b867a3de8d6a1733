import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';

const CREATE = `mutation {
  createFinancialConnectionsSession(input: {
    accountHolder: { customer: "cus_1SeedBuyer00001" }, permissions: [BALANCES], idempotencyKey: "session-1"
  }) {
    ... on CreateFinancialConnectionsSessionPayload { financialConnectionsSession { id clientSecret accounts { nodes { id } } } }
    ... on Problem { message }
  }
}`;

it('gives its secret to the caller who may write, and to no log', async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  let now = Date.now();
  await using world = await startWorld({ now: () => now, gateway: { log: pino({ level: 'trace' }, sink) } });
  const { data, errors } = await world.query(CREATE);
  expect(errors).toBeUndefined();
  expect(world.calls).toEqual(['POST /v1/financial_connections/sessions']);
  const { id, clientSecret, accounts } = data.createFinancialConnectionsSession.financialConnectionsSession;
  expect(clientSecret).toContain('_secret_');
  expect(accounts.nodes).toEqual([]);

  // The holder signs in.
  now += 10_000;
  const found = await world.query(
    `{ financialConnectionsSession(id: "${id}") { id clientSecret accounts { nodes { id status } } } }`,
  );
  expect(world.calls).toEqual([`GET /v1/financial_connections/sessions/${id}`]);
  expect(found.data.financialConnectionsSession).toEqual({
    id,
    clientSecret,
    accounts: { nodes: [{ id: expect.stringMatching(/^fca_/), status: 'ACTIVE' }] },
  });
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join('')).not.toContain(clientSecret);
});

it('keeps its secret from a caller who may only read', async () => {
  await using writer = await startWorld();
  const made = await writer.query(CREATE);
  const { id } = made.data.createFinancialConnectionsSession.financialConnectionsSession;
  await using reader = await startWorld({ gateway: { apiBase: writer.sandbox.url, mutations: 'off' } });
  const { data, errors } = await reader.query(`{ financialConnectionsSession(id: "${id}") { id clientSecret } }`);
  expect(errors).toBeUndefined();
  expect(data.financialConnectionsSession).toEqual({ id, clientSecret: null });
});
