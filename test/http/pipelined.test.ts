import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../eventually.ts';
import type { Fault } from '../faulty-upstream/faults.ts';
import { startUpstreamWorld, transferId } from '../upstream/world.ts';

const postOf = (query: string): string => {
  const body = JSON.stringify({ query });
  return `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
};

const never: Fault = { when: 'before', play: () => {} };

describe('requests that are sent before the answers to those before them (pipelining)', () => {
  it('give their places back when the connection closes, whatever answer’s turn it was', async () => {
    const world = await startUpstreamWorld({
      faults: ({ url }) => (url.includes(transferId(1)) ? never : undefined),
      gateway: { maxOperations: 2, operationQueue: 0 },
    });
    const asked = () => world.upstream.requests.map(({ url }) => Number(/Upstream(\d+)/.exec(url)?.[1]));
    const { url } = await world.listen();
    const port = Number(new URL(url).port);
    for (const round of [0, 1]) {
      const socket = connect(port, '127.0.0.1');
      onTestFinished(() => void socket.destroy());
      await once(socket, 'connect');
      socket.write(postOf(`{ transfer(id: "${transferId(1)}") { amount } }`));
      await eventually(() => expect(asked()).toEqual([1]));
      // Executed at once, and answered after the first one, which REST does not answer.
      socket.write(postOf(`{ transfer(id: "${transferId(2)}") { amount } }`));
      await eventually(() => expect(asked()).toEqual([1, 2]));
      expect(await world.read(3), `round ${round}`).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
      socket.destroy();
      await eventually(async () => expect(await world.read(3)).not.toHaveProperty('errors'));
      world.upstream.forget();
    }
  });
});
