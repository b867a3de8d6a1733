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
/** Where the issuer stops, on a connection that it has accepted. */
let hangs: 'before its answer' | 'within its answer' | undefined;
let now = 0;
let keys: IssuerKeys;

/** One for all: what tells keys apart here is their names, and to make one takes long. */
const { publicKey } = await generateKeyPair('RS256', { extractable: true });

const keySet = async (...ids: string[]) => {
  return JSON.stringify({
    keys: await Promise.all(ids.map(async (kid) => ({ ...(await exportJWK(publicKey)), kid }))),
  });
};

const switchOn = async () => {
  server = createServer((_, response) => {
    fetched += 1;
    if (hangs === 'before its answer') return;
    if (hangs === 'within its answer') return void response.writeHead(200).write(body.slice(0, 5));
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
  hangs = undefined;
  body = await keySet('one');
  await switchOn();
  keys = new IssuerKeys(`http://127.0.0.1:${port}/jwks`, () => now);
});

afterEach(switchOff);

describe('an issuer that answers something that is no set of keys', () => {
  const odd: readonly [string, () => string][] = [
    ['a page of HTML', () => '<!doctype html><title>Maintenance</title>'],
    ['no keys', () => '{"keys":[]}'],
    ['keys that are none', () => '{"keys":[{"kid":"one"}]}'],
    ['null', () => 'null'],
    ['nothing', () => ''],
    ['what is cut short', () => body.slice(0, -9)],
    ['two megabytes', () => `{"keys":[],"x":"${'x'.repeat(2_000_000)}"}`],
    ['a set with two megabytes beside it', () => body.replace(/}$/, `,"x":"${'x'.repeat(2_000_000)}"}`)],
  ];

  it.each(odd)('(%s) does not spoil those that it gave before', async (_, answer) => {
    const good = body;
    await find('one');
    body = answer();
    now += 11 * MINUTE;
    await find('one');
    await eventually(() => expect(fetched).toBe(2));
    await expect(find('one')).resolves.toBeDefined();
    // Whether another key is good nobody knows.
    await expect(find('two')).rejects.toMatchObject({ kind: 'unavailable' });
    body = good;
    now += MINUTE;
    await expect(find('one')).resolves.toBeDefined();
  });

  it.each(odd)('(%s) at first is asked again', async (_, answer) => {
    const good = body;
    body = answer();
    await expect(find('one')).rejects.toMatchObject({ kind: 'unavailable' });
    body = good;
    await expect(find('one')).resolves.toBeDefined();
  });
});

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

describe.each(['before its answer', 'within its answer'] as const)('the keys of an issuer that hangs %s', (where) => {
  /** Ends the time of the fetch that is under way. */
  let timeOut = () => {};
  const timeout = (): AbortSignal => {
    const controller = new AbortController();
    timeOut = () => controller.abort(new DOMException('', 'TimeoutError'));
    return controller.signal;
  };
  const UNAVAILABLE = Array(20).fill({ status: 'rejected', reason: expect.objectContaining({ kind: 'unavailable' }) });
  const many = (kid: string) => Promise.allSettled(Array.from({ length: 20 }, () => find(kid)));
  /** The same, with the issuer's time over as soon as it has been asked that often. */
  const manyInVain = async (kid: string, asked: number) => {
    const found = many(kid);
    await eventually(() => expect(fetched).toBe(asked));
    timeOut();
    return found;
  };

  beforeEach(() => {
    keys = new IssuerKeys(`http://127.0.0.1:${port}/jwks`, () => now, timeout);
  });

  it('stay good, and nobody waits for it: one fetch at a time', async () => {
    await find('one');
    hangs = where;
    now += 11 * MINUTE;
    for (let n = 0; n < 3; n += 1) {
      expect((await many('one')).map(({ status }) => status)).toEqual(Array(20).fill('fulfilled'));
    }
    // Whoever needs a new key waits for the fetch that is under way.
    expect(await manyInVain('two', 2)).toEqual(UNAVAILABLE);
    // For half a minute nobody asks again.
    expect(await many('two')).toEqual(UNAVAILABLE);
    expect(fetched).toBe(2);
    now += MINUTE;
    expect(await manyInVain('two', 3)).toEqual(UNAVAILABLE);
    await expect(find('one')).resolves.toBeDefined();
    expect(fetched).toBe(3);
  });

  it('are not to be had where none are known: by one fetch for all, and then at once', async () => {
    hangs = where;
    expect(await manyInVain('one', 1)).toEqual(UNAVAILABLE);
    expect(await many('one')).toEqual(UNAVAILABLE);
    now += MINUTE / 3;
    expect(await many('one')).toEqual(UNAVAILABLE);
    expect(fetched).toBe(1);
    now += MINUTE / 2;
    hangs = undefined;
    await expect(find('one')).resolves.toBeDefined();
    expect(fetched).toBe(2);
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
