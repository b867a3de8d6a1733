import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bearer, tokenAuth } from '../auth/world.ts';
import { eventually } from '../eventually.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { type LiveWorld, type Message, startLiveWorld, TRANSFER } from './live-world.ts';

const EVENTS =
  'subscription ($types: [EventType!], $node: ID, $after: ID) { events(types: $types, node: $node, after: $after) { id type } }';
const UPDATES = 'subscription { events(types: [TRANSFER_UPDATED]) { id node { ... on Transfer { description } } } }';

const next = async (messages: AsyncGenerator<Message>): Promise<Exclude<Message, 'complete'>> => {
  const { value } = await messages.next();
  expect(value).toBeTypeOf('object');
  return value;
};

/** The messages up to the end of the stream. */
const rest = async (messages: AsyncGenerator<Message>): Promise<Message[]> => {
  const all: Message[] = [];
  for await (const message of messages) all.push(message);
  return all;
};

/** As many as listen. */
const listening = (world: LiveWorld, count = 1) =>
  eventually(() => expect(world.hub.typesOf(undefined).length > 0 ? 1 : 0).toBe(count > 0 ? 1 : 0));

const errorOf = async (response: Response) => {
  const text = await response.text();
  const json = text.startsWith('{') ? text : (/^data: (.*)$/m.exec(text)?.[1] ?? '{}');
  const { errors } = JSON.parse(json) as { errors: { message: string; extensions: { code: string } }[] };
  return { status: response.status, code: errors[0]?.extensions.code, message: errors[0]?.message };
};

describe('a subscription', () => {
  it('brings each event, with its object as it is now', async () => {
    await using world = await startLiveWorld();
    const messages = await world.subscribe(UPDATES);
    const first = next(messages);
    await listening(world);
    world.sandbox.requests.length = 0;
    const description = await world.change();
    const { data, extensions } = await first;
    expect(data.events).toEqual({ id: expect.stringMatching(/^evt_/), node: { description } });
    expect(extensions?.cost).toMatchObject({ estimated: 1, actual: 1 });
    // The second event is answered anew, and not from what the first one has read.
    const later = await world.change();
    expect((await next(messages)).data.events.node).toEqual({ description: later });
    expect(world.calls.filter((call) => call.startsWith('GET'))).toEqual([
      `GET /v1/transfers/${TRANSFER}`,
      `GET /v1/transfers/${TRANSFER}`,
    ]);
  });

  it('tells the REST calls of each event, where that is asked', async () => {
    await using world = await startLiveWorld();
    const messages = await world.subscribe(UPDATES, {}, { 'x-explain': 'calls' });
    for (const _ of [1, 2]) {
      const message = next(messages);
      await listening(world);
      await world.change();
      expect((await message).extensions?.rest).toMatchObject({
        calls: [{ method: 'GET', path: `/v1/transfers/${TRANSFER}`, status: 200, field: 'events.node' }],
      });
    }
  });

  it('that selects no object costs no REST call', async () => {
    await using world = await startLiveWorld();
    const messages = await world.subscribe(
      'subscription { events { id type created livemode account { id } node { id __typename } } }',
    );
    const first = next(messages);
    await listening(world);
    await world.change();
    expect((await first).data.events).toMatchObject({
      type: 'TRANSFER_UPDATED',
      livemode: false,
      account: null,
      node: { id: TRANSFER, __typename: 'Transfer' },
    });
    expect(world.calls.filter((call) => call.startsWith('GET'))).toEqual([]);
  });

  it('is answered as server-sent events, and to no one who does not accept them', async () => {
    await using world = await startLiveWorld();
    const response = await world.open(UPDATES, {}, { accept: 'multipart/mixed, text/event-stream' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await errorOf(await world.open(UPDATES, {}, { accept: 'application/json' }))).toMatchObject({
      status: 406,
      code: 'BAD_REQUEST',
    });
  });

  it('brings events of the object that is asked for alone', async () => {
    await using world = await startLiveWorld();
    const other = await world.subscribe(EVENTS, { node: 'tr_1Other' });
    const this_ = await world.subscribe(EVENTS, { node: TRANSFER });
    const first = next(this_);
    const none = next(other).catch(() => undefined);
    await listening(world);
    await world.change();
    expect((await first).data.events.type).toBe('TRANSFER_UPDATED');
    expect(await Promise.race([none, sleep(50, 'nothing')])).toBe('nothing');
  });

  it.each([
    [{ node: 'tax_1Abc' }, /`node` must be the id of an object that has events: .*tr_1Abc \(Transfer\)/],
    [{ node: 'tr_1/trr_1' }, /`node` must be the id of an object that has events/],
    [{ node: 'tr_1', types: ['TREASURY_RECEIVED_CREDIT_CREATED'] }, /No event of `types` can be about that `node`/],
    [{ types: [] }, /`types` must hold a type/],
    [{ after: 'tr_1' }, /`after` must be the id of an event/],
  ])('of %j is refused before any call', async (variables, message) => {
    await using world = await startLiveWorld();
    const error = await errorOf(await world.open(EVENTS, variables));
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) });
    expect(world.calls).toEqual([]);
  });

  it('is held against the limits of each event', async () => {
    await using world = await startLiveWorld({ gateway: { maxRestCalls: 1 } });
    const query = 'subscription { events { node { ... on Transfer { reversals(first: 200) { nodes { id } } } } } }';
    expect(await errorOf(await world.open(query))).toMatchObject({ code: 'COST_LIMIT_EXCEEDED' });
  });

  it('is off where there are no events', async () => {
    await using world = await startLiveWorld({ gateway: { events: undefined as never } });
    expect(await errorOf(await world.open(EVENTS))).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('who may listen', () => {
  const holders = [
    { name: 'transfers', token: 'transfers', scopes: ['transfers:read', 'transfers:write'] },
    { name: 'tax', token: 'tax', scopes: ['tax:read'] },
    { name: 'all', token: 'all', scopes: ['*'] },
  ];

  it('is who has the scopes of the types', async () => {
    await using world = await startLiveWorld({ gateway: tokenAuth(...holders) });
    const open = (token: string, types?: string[]) => world.open(EVENTS, { types }, bearer(token));
    expect(await errorOf(await open('tax'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await errorOf(await open('transfers', ['TREASURY_RECEIVED_DEBIT_CREATED']))).toMatchObject({
      code: 'FORBIDDEN',
      message: 'This needs the scope `treasury:read`, which the caller does not have.',
    });
    const messages = await world.subscribe(EVENTS, {}, bearer('transfers'));
    const first = next(messages);
    await listening(world);
    await world.fetch(
      {
        query:
          'mutation { createFinancialAccount(input: { supportedCurrencies: ["USD"], idempotencyKey: "k" }) { __typename } }',
      },
      bearer('all'),
    );
    await world.change(bearer('all'));
    expect((await first).data.events.type).toBe('TRANSFER_UPDATED');
  });

  it('hears of the own account alone', async () => {
    const accounts = { acct_1Other: [{ id: 'tr_1Other', object: 'transfer', amount: 100, metadata: {} }] };
    const gateway = tokenAuth(
      { name: 'own', token: 'own', scopes: ['*'] },
      { name: 'other', token: 'other', scopes: ['*'], accounts: ['acct_1Other'] },
    );
    await using world = await startLiveWorld({ accounts, gateway });
    const own = await world.subscribe(EVENTS, {}, bearer('own'));
    const other = await world.subscribe('subscription { events { account { id } } }', {}, bearer('other'));
    const ofOwn = next(own);
    const ofOther = next(other);
    await listening(world);
    const query =
      'mutation { updateTransfer(input: { id: "tr_1Other", description: "new", idempotencyKey: "k" }) { __typename } }';
    await world.fetch({ query }, bearer('other'));
    expect((await ofOther).data.events.account).toEqual({ id: 'acct_1Other' });
    expect(await Promise.race([ofOwn, sleep(50, 'nothing')])).toBe('nothing');
  });

  it('has so many streams open, and no more', async () => {
    await using world = await startLiveWorld({
      gateway: { ...tokenAuth(...holders), maxStreams: 3, maxStreamsPerCaller: 2 },
    });
    const leave = new AbortController();
    const open = (token: string) => world.open(EVENTS, {}, bearer(token), leave.signal);
    const streams = [await open('all'), await open('all')];
    expect(await errorOf(await open('all'))).toMatchObject({ status: 429, code: 'OVERLOADED' });
    streams.push(await open('transfers'));
    expect(await errorOf(await open('transfers'))).toMatchObject({ status: 503, code: 'OVERLOADED' });
    leave.abort();
    await eventually(async () => expect((await world.open(EVENTS, {}, bearer('all'))).status).toBe(200));
  });

  it('is let go of when the token is revoked', async () => {
    let isRevoked = false;
    const { createIdentify } = await import('../../src/auth/identify.ts');
    const { Refusal } = await import('../../src/auth/refusal.ts');
    const options = {
      ...tokenAuth(...holders),
      secretKey: 'sk_test_sandbox',
      writeKey: undefined,
      mutations: 'on',
      live: false,
      account: undefined,
    } as const;
    const known = createIdentify(options, ['transfers', 'tax', 'treasury', 'balance', 'financial_connections']);
    await using world = await startLiveWorld({
      gateway: {
        identify: (headers) => {
          if (isRevoked && headers.get('authorization') === 'Bearer transfers')
            throw new Refusal('unauthenticated', 'Unknown.');
          return known(headers);
        },
      },
    });
    const messages = await world.subscribe(EVENTS, {}, bearer('transfers'));
    const all = rest(messages);
    await listening(world);
    isRevoked = true;
    await world.change(bearer('all'));
    expect(await all).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }, 'complete']);
  });
});

describe('the end of a stream', () => {
  it('is told to a reader who is too slow, with the place to go on from', async () => {
    await using world = await startLiveWorld();
    const messages = await world.subscribe(EVENTS);
    const first = next(messages);
    await listening(world);
    await world.change();
    const { data } = await first;
    const created = Math.floor(Date.now() / 1000);
    for (let n = 0; n < 100; n += 1) {
      world.hub.publish({
        id: `evt_flood${n}`,
        object: 'event',
        type: 'transfer.updated',
        created,
        livemode: false,
        data: { object: { id: TRANSFER } },
      });
    }
    const all = await rest(messages);
    const last = all.at(-2);
    expect(all.at(-1)).toBe('complete');
    expect(last).toMatchObject({ errors: [{ extensions: { code: 'EVENTS_MISSED', retryable: true } }] });
    expect(all.length).toBeLessThan(70);
    const before = all.at(-3) as { data: { events: { id: string } } } | undefined;
    const after = before?.data?.events.id ?? data.events.id;
    expect(last).toMatchObject({ errors: [{ extensions: { after } }] });
  });

  it('is told when the gateway stops, and no stream is opened then', async () => {
    await using world = await startLiveWorld();
    const messages = await world.subscribe(EVENTS);
    const first = next(messages);
    await listening(world);
    await world.change();
    const { data } = await first;
    world.hub.close();
    const stopping = { code: 'SERVER_STOPPING', retryable: true };
    expect(await rest(messages)).toMatchObject([
      { errors: [{ extensions: { ...stopping, after: data.events.id } }] },
      'complete',
    ]);
    expect(await rest(await world.subscribe(EVENTS))).toMatchObject([
      { errors: [{ extensions: stopping }] },
      'complete',
    ]);
  });

  it('leaves nothing behind when the client goes', async () => {
    await using world = await startLiveWorld();
    const leave = new AbortController();
    const messages = await world.subscribe(EVENTS, {}, {}, leave.signal);
    const first = next(messages).catch(() => undefined);
    await listening(world);
    leave.abort();
    await eventually(() => expect(world.hub.typesOf(undefined)).toEqual([]));
    await first;
  });
});

describe('after', () => {
  it('brings what was missed, and goes on', async () => {
    await using world = await startLiveWorld();
    const messages = await world.subscribe(EVENTS);
    const first = next(messages);
    await listening(world);
    await world.change();
    const { data } = await first;
    await messages.return(undefined);
    for (let n = 0; n < 3; n += 1) await world.change();
    const again = await world.subscribe(EVENTS, { after: data.events.id });
    const seen = [await next(again), await next(again), await next(again)].map(({ data: { events } }) => events.id);
    expect(new Set(seen).size).toBe(3);
    expect(seen).not.toContain(data.events.id);
    const live = next(again);
    await listening(world);
    await world.change();
    expect(seen).not.toContain((await live).data.events.id);
  });

  it('that REST does not know ends the stream', async () => {
    await using world = await startLiveWorld();
    expect(await rest(await world.subscribe(EVENTS, { after: 'evt_1Gone' }))).toMatchObject([
      { errors: [{ extensions: { code: 'EVENTS_MISSED', retryable: false, after: 'evt_1Gone' } }] },
      'complete',
    ]);
    expect(world.calls).toEqual(['GET /v1/events/evt_1Gone']);
  });

  it.each([
    ['the event without its second', '/v1/events/evt_1Odd', { id: 'evt_1Odd', object: 'event' }],
    ['something that is no list', '/v1/events', { object: 'list', data: 'none', has_more: false }],
    ['an item without an id', '/v1/events', { object: 'list', data: [null], has_more: false }],
  ])(
    'that REST answers with %s ends the stream with what is wrong, and is no fault of the gateway',
    async (_, odd, body) => {
      const event = { id: 'evt_1Odd', object: 'event', created: 1_800_000_000 };
      const upstream = await startFaultyUpstream({
        answer: ({ path }) => ({
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(path === odd ? body : event),
        }),
      });
      onTestFinished(() => upstream.close());
      await using world = await startLiveWorld({ gateway: { apiBase: upstream.url } });
      expect(await rest(await world.subscribe(EVENTS, { after: 'evt_1Odd' }))).toMatchObject([
        { errors: [{ extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' } }] },
        'complete',
      ]);
    },
  );

  it('loses none of 1,000 events over 100 connections', async () => {
    await using world = await startLiveWorld();
    const wanted = new Set<string>();
    const seen = new Set<string>();
    let after: string | undefined;
    const start = await world.subscribe(EVENTS);
    const first = next(start);
    await listening(world);
    await world.change();
    after = (await first).data.events.id as string;
    await start.return(undefined);
    for (let n = 0; n < 100; n += 1) {
      const leave = new AbortController();
      const messages = await world.subscribe(EVENTS, { after }, {}, leave.signal);
      const changes = Array.from({ length: 10 }, () => world.change());
      // What happens while it is opened, while it is open, and after it has been broken off.
      for (let m = 0; m < 3; m += 1) {
        const { data } = await next(messages);
        seen.add(data.events.id);
        after = data.events.id;
      }
      leave.abort();
      await Promise.all(changes);
    }
    const { data } = await world.query(
      '{ events(types: [TRANSFER_UPDATED], first: 1000) { nodes { id } pageInfo { hasNextPage } } }',
    );
    for (const { id } of data.events.nodes) wanted.add(id);
    const last = await world.subscribe(EVENTS, { after });
    const missing = () => [...wanted].filter((id) => !seen.has(id));
    while (missing().length > 0) {
      const message = await Promise.race([last.next(), sleep(5_000)]);
      if (message === undefined || message.value === 'complete') break;
      seen.add(message.value.data.events.id);
    }
    expect(missing()).toEqual([]);
  });
});

describe('where nobody tells', () => {
  it('events are asked for, and the first look tells what is new', async () => {
    await using world = await startLiveWorld({ isTold: false });
    await world.change();
    const messages = await world.subscribe(EVENTS);
    const first = next(messages);
    await listening(world);
    await eventually(() =>
      expect(world.calls.filter((call) => call.startsWith('GET /v1/events')).length).toBeGreaterThan(2),
    );
    const { data: before } = await world.query('{ events(types: [TRANSFER_UPDATED]) { nodes { id } } }');
    await world.change();
    const { data } = await first;
    expect(data.events.type).toBe('TRANSFER_UPDATED');
    expect(before.events.nodes).not.toContainEqual({ id: data.events.id });
  });
});
