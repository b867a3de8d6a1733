import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, type FlattenedJWSInput, generateKeyPair } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IssuerKeys } from '../../src/auth/issuer-keys.ts';
import { eventually } from '../eventually.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TOKEN = {} as FlattenedJWSInput;

let server: Server;
let port = 0;
let fetched = 0;
let body: string;
let now = 0;
let keys: IssuerKeys;

const keySet = async (...ids: string[]) => {
  const { publicKey } = await generateKeyPair('RS256', { extractable: true });
  return JSON.stringify({
    keys: await Promise.all(ids.map(async (kid) => ({ ...(await exportJWK(publicKey)), kid }))),
  });
};

const switchOn = async () => {
  server = createServer((_, response) => {
    fetched += 1;
    response.writeHead(200, { connection: 'close' }).end(body);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
};

const switchOff = async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};

const find = (kid: string) => keys.find({ alg: 'RS256', kid }, TOKEN);

beforeEach(async () => {
  port = 0;
  fetched = 0;
  now = 0;
  body = await keySet('one');
  await switchOn();
  keys = new IssuerKeys(`http://127.0.0.1:${port}/jwks`, () => now);
});

afterEach(switchOff);

describe('the keys of an issuer that is switched off', () => {
  it.each([11 * MINUTE, 6 * HOUR, 23 * HOUR])('stay good after %i ms', async (passed) => {
    await find('one');
    await switchOff();
    now += passed;
    await expect(Promise.all(Array.from({ length: 20 }, () => find('one')))).resolves.toHaveLength(20);
    await switchOn();
  });

  it('are good no longer than a day', async () => {
    await find('one');
    await switchOff();
    now += 24 * HOUR + 1;
    await expect(find('one')).rejects.toMatchObject({ kind: 'unavailable' });
    await switchOn();
    await expect(find('one')).resolves.toBeDefined();
  });

  it('leave open whether a key that is not among them is good', async () => {
    await find('one');
    await switchOff();
    now += MINUTE;
    await expect(find('two')).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(find('one')).resolves.toBeDefined();
    await switchOn();
    body = await keySet('one', 'two');
    now += MINUTE;
    await expect(find('two')).resolves.toBeDefined();
  });
});

describe('the keys of an issuer that answers', () => {
  it('are fetched again beside the requests after ten minutes, once for all', async () => {
    await find('one');
    body = await keySet('two');
    now += 11 * MINUTE;
    // The old ones answer until the new ones are there.
    await expect(Promise.all(Array.from({ length: 20 }, () => find('one')))).resolves.toHaveLength(20);
    await eventually(() => expect(find('two')).resolves.toBeDefined());
    expect(fetched).toBe(2);
    // What the issuer has withdrawn is gone with the next fetch.
    await expect(find('one')).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    expect(fetched).toBe(2);
  });

  it('stay when it answers with none', async () => {
    await find('one');
    body = '{ "keys": [] }';
    now += 11 * MINUTE;
    await find('one');
    await eventually(async () => expect(fetched).toBe(2));
    now += MINUTE;
    await expect(find('one')).resolves.toBeDefined();
  });
});
