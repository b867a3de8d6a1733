import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Metrics } from '../../src/telemetry/metrics.ts';
import { createMetricsServer } from '../../src/telemetry/metrics-server.ts';
import { startWorld } from '../world.ts';

const startMeasured = async (options: Parameters<typeof startWorld>[0] = {}) => {
  const metrics = new Metrics();
  const world = await startWorld({ ...options, gateway: { metrics, ...options.gateway } });
  const read = async () =>
    Object.fromEntries(
      (await metrics.read())
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#') && !/_(bucket|sum)\b/.test(line))
        .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
    );
  return { ...world, query: world.query, read, [Symbol.asyncDispose]: world[Symbol.asyncDispose] };
};

describe('metrics', () => {
  it('count operations by type and code, and REST calls by endpoint and status', async () => {
    await using world = await startMeasured();
    for (const id of ['tr_1Seed000003', 'tr_1Seed000004', 'tr_notThere'])
      await world.query(`query A${id} { transfer(id: "${id}") { amount } }`);
    await world.query('{ nope }');
    await world.query(
      'mutation { createTransferReversal(input: { transfer: "tr_1Seed000026", amount: 1, idempotencyKey: "k" }) { __typename } }',
    );
    expect(await world.read()).toMatchObject({
      'gateway_operations_total{type="query",code="OK"}': 3,
      'gateway_operations_total{type="query",code="GRAPHQL_VALIDATION_FAILED"}': 1,
      'gateway_operations_total{type="mutation",code="OK"}': 1,
      'gateway_operation_duration_seconds_count{type="query"}': 4,
      gateway_operation_cost_estimated_rest_calls_count: 4,
      gateway_operation_cost_actual_rest_calls_count: 4,
      'gateway_rest_requests_total{method="GET",endpoint="/v1/transfers/{id}",status="2xx"}': 2,
      'gateway_rest_requests_total{method="GET",endpoint="/v1/transfers/{id}",status="4xx"}': 1,
      'gateway_rest_requests_total{method="POST",endpoint="/v1/transfers/{id}/reversals",status="2xx"}': 1,
      'gateway_rest_request_duration_seconds_count{method="GET",endpoint="/v1/transfers/{id}"}': 3,
      'gateway_rest_wait_seconds_count{method="GET"}': 3,
      'gateway_rest_wait_seconds_count{method="POST"}': 1,
      gateway_document_cache_documents: 4,
      gateway_document_cache_bytes: expect.any(Number),
    });
  });

  it('count what is repeated, and what is not answered', async () => {
    await using world = await startMeasured({
      gateway: { apiBase: 'http://127.0.0.1:1', clientOptions: { retryBaseMs: 1 } },
    });
    await world.query('{ transfer(id: "tr_1Seed000003") { amount } }');
    expect(await world.read()).toMatchObject({
      'gateway_operations_total{type="query",code="UPSTREAM_UNAVAILABLE"}': 1,
      'gateway_rest_requests_total{method="GET",endpoint="/v1/transfers/{id}",status="unavailable"}': 3,
      'gateway_rest_retries_total{method="GET"}': 2,
    });
  });

  it('have as many series however many names, ids and errors callers make up', async () => {
    await using world = await startMeasured();
    const send = async (i: number) => {
      await world.query(`query N${i} { a${i}: transfer(id: "tr_x${i}") { amount } }`);
      await world.query(`query N${i} { nope${i} }`);
      await world.query(
        `mutation { createTransferReversal(input: { transfer: "tr_x${i}", all: true, idempotencyKey: "k${i}" }) { __typename } }`,
      );
      await world.fetch({ query: '{ __typename }', [`p${i}`]: 1 }, { 'x-request-id': `r${i}` });
    };
    await send(0);
    const before = Object.keys(await world.read());
    for (let i = 1; i < 30; i += 1) await send(i);
    expect(Object.keys(await world.read())).toEqual(before);
  });

  it('are read by Prometheus at /metrics, on a port of their own', async () => {
    await using world = await startMeasured();
    expect((await world.gateway.fetch('http://gateway/metrics')).status).toBe(404);
    const metrics = new Metrics();
    metrics.measureProcess();
    const server = createMetricsServer(metrics).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const response = await fetch(`${origin}/metrics`);
      expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(await response.text()).toMatch(/^process_resident_memory_bytes \d+/m);
      expect((await fetch(`${origin}/graphql`)).status).toBe(404);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  const serveBriefly = async (read: () => Promise<string>, inTimeMs?: number) => {
    const server = createMetricsServer({ contentType: 'text/plain', read }, inTimeMs).listen(0, '127.0.0.1');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { server, port, origin: `http://127.0.0.1:${port}` };
  };

  it('are not held by who does not read them', async () => {
    const { server, port } = await serveBriefly(async () => 'x'.repeat(64 * 1_048_576), 200);
    const reader = connect(port, '127.0.0.1')
      .pause()
      .on('error', () => {});
    onTestFinished(() => void reader.destroy());
    reader.write('GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n');
    const [socket] = await once(server, 'connection');
    await once(socket, 'close');
  });

  it('that cannot be read end their connection, and nothing else', async () => {
    let isBroken = true;
    const { origin } = await serveBriefly(async () => {
      if (isBroken) throw new Error('no worker answers');
      return 'fine';
    });
    await expect(fetch(`${origin}/metrics`)).rejects.toThrow();
    isBroken = false;
    expect(await (await fetch(`${origin}/metrics`)).text()).toBe('fine');
  });
});
