import { expect, it } from 'vitest';
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
  more: ({ ask, calls }) => {
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
  },
});
