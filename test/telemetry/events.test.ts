import { describe, expect, it } from 'vitest';
import { Metrics } from '../../src/telemetry/metrics.ts';
import { startLiveWorld } from '../events/live-world.ts';
import { eventually } from '../eventually.ts';

const UPDATES = 'subscription { events(types: [TRANSFER_UPDATED]) { id } }';

/** A gateway that counts, and what it has counted of events. */
const startCounted = async (options: Parameters<typeof startLiveWorld>[0] = {}) => {
  const metrics = new Metrics();
  const world = await startLiveWorld({ ...options, gateway: { metrics } });
  const read = async () =>
    Object.fromEntries(
      [...(await metrics.read()).matchAll(/^(gateway_(?:events|webhooks|streams)\S*) (\d+)$/gm)].map(
        ([, name = '', value]) => [name, Number(value)],
      ),
    );
  return { world, read };
};

describe('metrics of events', () => {
  it('count webhooks, events by their source, subscriptions, and what is handed on', async () => {
    const { world, read } = await startCounted();
    await using _ = world;
    const leaving = new AbortController();
    const streams = [await world.subscribe(UPDATES), await world.subscribe(UPDATES, {}, {}, leaving.signal)];
    const firsts = streams.map((messages) => messages.next());
    await eventually(() => expect(world.hub.typesOf(undefined)).not.toEqual([]));
    await world.change();
    await Promise.all(firsts);
    expect(await read()).toEqual({
      gateway_streams_open: 2,
      'gateway_webhooks_total{result="taken"}': 1,
      'gateway_events_received_total{source="webhook",repeated="false"}': 1,
      gateway_events_delivered_total: 2,
    });

    leaving.abort();
    await eventually(async () => expect(await read()).toMatchObject({ gateway_streams_open: 1 }));
    world.hub.close();
    await eventually(async () =>
      expect(await read()).toMatchObject({
        gateway_streams_open: 0,
        'gateway_streams_ended_total{reason="left"}': 1,
        'gateway_streams_ended_total{reason="stopping"}': 1,
      }),
    );
  });

  it('count a webhook that is refused, and a reader who is too slow', async () => {
    const { world, read } = await startCounted();
    await using _ = world;
    const forged = await fetch(world.url, { method: 'POST', body: '{}', headers: { 'stripe-signature': 't=1,v1=00' } });
    expect(forged.status).toBe(400);
    const messages = await world.subscribe(UPDATES);
    const first = messages.next();
    await eventually(() => expect(world.hub.typesOf(undefined)).not.toEqual([]));
    await world.change();
    await first;
    for (let n = 0; n < 100; n += 1) {
      const created = Math.floor(Date.now() / 1_000);
      const data = { object: { id: 'tr_1Mio2dLkdIwHu7ixsUuCxJpu' } };
      world.hub.publish({ id: `evt_${n}`, object: 'event', type: 'transfer.updated', created, livemode: false, data });
    }
    for await (const message of messages) if (message === 'complete') break;
    expect(await read()).toMatchObject({
      'gateway_webhooks_total{result="not-signed-by-us"}': 1,
      'gateway_streams_ended_total{reason="slow"}': 1,
    });
  });

  it('count what is asked for in place of webhooks, again and again from the last minute', async () => {
    const { world, read } = await startCounted({ isTold: false });
    await using _ = world;
    await world.change();
    const messages = await world.subscribe(UPDATES);
    const first = messages.next();
    // The first look, which tells what is new from what was there.
    const looks = () => world.calls.filter((call) => call.startsWith('GET /v1/events'));
    await eventually(() => expect(looks().length).toBeGreaterThan(2));
    await world.change();
    await first;
    await eventually(async () =>
      expect(await read()).toMatchObject({
        'gateway_events_received_total{source="poll",repeated="false"}': 1,
        'gateway_events_received_total{source="poll",repeated="true"}': expect.any(Number),
      }),
    );
  });
});
