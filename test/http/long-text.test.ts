import { once } from 'node:events';
import { request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { createDrainingServer } from '../../src/server.ts';

/** Of two and three bytes, and of four that must not be torn apart wherever a part ends. */
const LONG = `x${'é–😀'.repeat(500_000)}`;
const BYTES = Buffer.byteLength(LONG);

/** Bytes that have been encoded: those that have left, and those that wait. */
const encoded = ({ socket, writableLength }: ServerResponse): number => (socket?.bytesWritten ?? 0) + writableLength;

const ask = async (answer: (response: ServerResponse) => void): Promise<string> => {
  const { server } = createDrainingServer((_, response) => answer(response), readConfig({}));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sent = request({ port: (server.address() as AddressInfo).port }).end();
  const [incoming] = await once(sent, 'response');
  const body = await text(incoming);
  server.closeAllConnections();
  server.close();
  return body;
};

describe('a long answer', () => {
  it('is encoded in parts, a turn of the event loop for each, and arrives whole', async () => {
    const most: number[] = [];
    const body = await ask((response) => {
      let before = encoded(response);
      response.write(LONG);
      const look = (): void => {
        most.push(encoded(response) - before);
        before = encoded(response);
        if (!response.writableEnded) setImmediate(look);
      };
      look();
      response.end();
    });
    expect(body === LONG).toBe(true);
    expect(most.length).toBeGreaterThan(5);
    expect(Math.max(...most)).toBeLessThan(BYTES / 4);
  });

  it('ends with what is written last', async () => {
    const body = await ask((response) => {
      response.write(LONG);
      response.end('last');
    });
    expect(body.slice(-6)).toBe('😀last');
    expect(body).toHaveLength(LONG.length + 4);
  });

  it('is not torn apart by what is written when there is room again', async () => {
    const body = await ask((response) => {
      response.write(LONG);
      response.once('drain', () => {
        response.write('next');
        response.end();
      });
    });
    expect(body === `${LONG}next`).toBe(true);
  });
});
