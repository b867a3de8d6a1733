import { expect, it } from 'vitest';
import { messagesOf } from '../../events/live-world.ts';
import { describeJoinedGraph } from '../joined-graph.ts';
import { compose, startHive } from './hive.ts';

const MAX_COST = 500;

describeJoinedGraph({
  name: 'hive-gateway',
  start: async (subgraphs) => {
    const demandControl = { includeExtensionMetadata: true, maxCost: MAX_COST };
    return startHive(await compose(subgraphs), JSON.stringify({ demandControl }));
  },
  // It makes an object of the reference, and then misses the fields that nobody can give.
  errorsOfGone: [{ path: ['orders', 0, 'taxTransaction', 'reference'] }],
  more: ({ ask, url, hub, calls }) => {
    const transfers = (first: number) => `{ transfers(first: ${first}) { nodes { amount } } }`;

    it('knows from the directives how much a page costs, and refuses too large a one before any call', async () => {
      // The call weighs 10, the connection and each of its items 1.
      for (const [first, estimated] of [
        [10, 21],
        [100, 111],
      ] as const) {
        const { extensions } = await ask(transfers(first));
        expect(extensions?.cost).toMatchObject({ estimated });
      }
      expect(calls()).toEqual(['GET /v1/transfers?limit=10', 'GET /v1/transfers?limit=100']);
      const { errors } = await ask(transfers(1000));
      expect(errors).toMatchObject([{ extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE' } }]);
      expect(calls()).toHaveLength(2);
    });

    it('carries a subscription from end to end', async () => {
      const leave = new AbortController();
      const query =
        'subscription { events(types: [TRANSFER_UPDATED]) { id type node { ... on Transfer { id amount } } } }';
      const response = await fetch(url(), {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query }),
        signal: leave.signal,
      });
      let events = 0;
      const telling = setInterval(() => {
        events += 1;
        hub.publish({
          id: `evt_hive${events}`,
          object: 'event',
          type: 'transfer.updated',
          created: Math.floor(Date.now() / 1_000),
          livemode: false,
          data: { object: { id: 'tr_1Mio2dLkdIwHu7ixsUuCxJpu' } },
        });
      }, 50);
      try {
        for await (const message of messagesOf(response)) {
          expect(message).toMatchObject({
            data: {
              events: {
                id: expect.stringMatching(/^evt_hive/),
                type: 'TRANSFER_UPDATED',
                node: { id: 'tr_1Mio2dLkdIwHu7ixsUuCxJpu', amount: expect.any(Number) },
              },
            },
          });
          break;
        }
        expect(events).toBeGreaterThan(0);
      } finally {
        clearInterval(telling);
        leave.abort();
      }
    });
  },
});
