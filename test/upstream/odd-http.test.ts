import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { afterEffect, type CannedAnswer, type Fault, jsonText, raw } from '../faulty-upstream/faults.ts';
import type { Answer } from '../world.ts';
import { startUpstreamWorld } from './world.ts';

const ID = 'tr_1Odd';
const TRANSFER = { id: ID, object: 'transfer', amount: 400, currency: 'usd', description: 'd', metadata: {} };
const JSON_TYPE = 'content-type: application/json\r\n';
const wire = (head: string, body: string | Buffer, status = '200 OK'): Fault =>
  raw(Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${head}connection: close\r\n\r\n`), Buffer.from(body)]));
const sized = (body: string | Buffer, head = '', status = '200 OK'): Fault =>
  wire(`${JSON_TYPE}${head}content-length: ${Buffer.byteLength(body)}\r\n`, body, status);
const BODY = JSON.stringify(TRANSFER);
const withText = (key: string, json: string): string =>
  JSON.stringify({ ...TRANSFER, [key]: '@' }).replace('"@"', () => json);
const chunked = (body: string, trailers = ''): string =>
  `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n${trailers}\r\n`;

/** A whole answer on a connection that is kept. */
const WIRE = `HTTP/1.1 200 OK\r\n${JSON_TYPE}content-length: ${BODY.length}\r\n\r\n${BODY}`;

const READ = `{ transfer(id: "${ID}") { amount description metadata } }`;
const WHOLE = { transfer: { amount: 400, description: 'd', metadata: {} } };

const startWith = (fault: Fault) =>
  startUpstreamWorld({ faults: ({ method }) => (method === 'GET' ? fault : undefined) });

const refusedWith = ({ data, errors = [] }: Answer) => ({
  data,
  codes: errors.map(({ extensions }) => extensions?.code),
});

describe('HTTP that is unusual, and an answer all the same', () => {
  it.each<[string, Fault]>([
    ['a byte order mark', sized(`\ufeff${BODY}`)],
    ['trailers', wire(`${JSON_TYPE}transfer-encoding: chunked\r\ntrailer: x\r\n`, chunked(BODY, 'x: y\r\n'))],
    [
      '103, and 102, before it',
      raw(
        `HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n${JSON_TYPE}content-length: ${BODY.length}\r\nconnection: close\r\n\r\n${BODY}`,
      ),
    ],
    ['white space around it', sized(`\r\n\t ${BODY} \n`)],
    ['1,000 times 103 before it', raw(`${'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'.repeat(1_000)}${WIRE}`)],
    ['another answer in the same packet', raw(WIRE + WIRE.replaceAll('400', '900'))],
    ['an id of its request that is none', sized(BODY, `request-id: ${'r'.repeat(9_000)}\r\n`)],
    ['its length twice, alike', wire(`${JSON_TYPE}content-length: ${BODY.length}\r\n`, BODY)],
    [
      'thousands of fields that nobody knows',
      sized(
        JSON.stringify({ ...TRANSFER, ...Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, n])) }),
      ),
    ],
  ])('%s', async (_, fault) => {
    const world = await startWith(fault);
    expect(await world.ask(READ)).toMatchObject({ data: WHOLE });
    expect(world.upstream.requests).toHaveLength(1);
  });
});

describe('HTTP that is no answer of the REST API', () => {
  const BOMB = gzipSync(Buffer.alloc(50_000_000));

  it.each<[string, Fault]>([
    ['204 with a body', sized(BODY, '', '204 No Content')],
    ['205', sized('', '', '205 Reset Content')],
    [
      '206, a part of something',
      sized(BODY, `content-range: bytes 0-${BODY.length - 1}/9999\r\n`, '206 Partial Content'),
    ],
    ['304', wire('etag: "x"\r\n', '', '304 Not Modified')],
    ['101, another protocol', wire('upgrade: websocket\r\n', '', '101 Switching Protocols')],
    ['a head of 100 KB', sized(BODY, `x-long: ${'x'.repeat(100_000)}\r\n`)],
    ['20,000 lines of head', sized(BODY, 'x: y\r\n'.repeat(20_000))],
    ['a length below zero', wire(`${JSON_TYPE}content-length: -1\r\n`, BODY)],
    ['two lengths', wire(`${JSON_TYPE}content-length: ${BODY.length}\r\ncontent-length: ${BODY.length - 1}\r\n`, BODY)],
    ['a length that is none', wire(`${JSON_TYPE}content-length: ${BODY.length},${BODY.length}\r\n`, BODY)],
    [
      'a length beside chunks (smuggling)',
      wire(`${JSON_TYPE}content-length: ${BODY.length}\r\ntransfer-encoding: chunked\r\n`, chunked(BODY)),
    ],
    ['a key that was not sent', sized(BODY, 'idempotency-key: gql1_other\r\n')],
    ['a gzip bomb that says so', sized(BOMB, 'content-encoding: gzip\r\n')],
    ['a gzip bomb that says it is brotli', sized(BOMB, 'content-encoding: br\r\n')],
    ['a gzip bomb that says nothing', sized(BOMB)],
    [
      'a gzip bomb as a transfer encoding',
      wire(`${JSON_TYPE}transfer-encoding: gzip, chunked\r\n`, chunked(BOMB.toString('latin1'))),
    ],
    ['two encodings', sized(BODY, 'content-encoding: identity, gzip\r\n')],
    ['UTF-16', sized(Buffer.from(`\ufeff${BODY}`, 'utf16le'), '')],
    [
      'an overlong sequence of UTF-8',
      sized(Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')])),
    ],
    ['two objects', sized(BODY + BODY)],
    ['JSON with a comment', sized(`/* x */${BODY}`)],
    ['a number with zeros before it', sized(withText('amount', '0400'))],
    ['NaN', sized(withText('amount', 'NaN'))],
    ['a text cut in the middle', sized(BODY.slice(0, -2))],
    ['a callback', sized(`callback(${BODY})`)],
  ])('%s', async (_, fault) => {
    const before = process.memoryUsage().rss;
    const world = await startWith(fault);
    expect(refusedWith(await world.ask(READ))).toEqual({
      data: { transfer: null },
      codes: ['UPSTREAM_PROTOCOL_ERROR'],
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
  });
});

/** As UTF-8 carries it: half a letter is none. */
const wellFormed = (texts: readonly string[]): string[] => texts.map((text) => Buffer.from(text).toString());

describe('a value that is odd in itself', () => {
  it.each([
    ['a number beyond all bounds', withText('amount', '1e400')],
    ['a number that loses its last digit', withText('amount', '9007199254740993')],
    ['a fraction', withText('amount', '400.5')],
    ['a number as a text', withText('amount', '"400"')],
    ['a text as a number', withText('description', '400')],
    ['metadata that is no text', withText('metadata', '{"a":1}')],
    ['metadata that is a list', withText('metadata', '["a"]')],
    ['metadata that is null, where REST always sends an object', withText('metadata', 'null')],
    ['no metadata, where REST always sends an object', BODY.replace(',"metadata":{}', '')],
  ])('%s is an error that names it', async (_, body) => {
    const world = await startWith(sized(body));
    const answer = await world.ask(READ);
    expect(refusedWith(answer).codes).toEqual(['UPSTREAM_PROTOCOL_ERROR']);
    expect(answer.errors?.[0]?.message).toContain(ID);
  });

  it.each([
    ['keys that mean something to objects', '{"__proto__":"a","constructor":"b","toString":"c","hasOwnProperty":"d"}'],
    ['keys that are numbers', '{"2":"a","1":"b"}'],
    ['an empty key', '{"":"a"}'],
    ['half a letter', '{"a":"\\ud83d"}'],
    ['a line separator and a NUL', '{"a":"\\u2028\\u0000"}'],
  ])('metadata with %s is shown as it is, and changes nothing else', async (_, metadata) => {
    const world = await startWith(sized(withText('metadata', metadata)));
    const { data, errors } = await world.ask(READ);
    expect(errors).toBeUndefined();
    const expected = JSON.parse(metadata) as Record<string, string>;
    const shown = data.transfer.metadata as Record<string, string>;
    expect(Object.entries(shown).map(wellFormed)).toEqual(Object.entries(expected).map(wellFormed));
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  it('metadata that is null where REST documents that is empty', async () => {
    const refund = { id: 're_1', object: 'refund', metadata: null };
    const world = await startWith(sized(JSON.stringify(refund)));
    expect(await world.ask('{ refund(id: "re_1") { metadata } }')).toMatchObject({
      data: { refund: { metadata: {} } },
    });
  });

  it.each(['', 'us', 'us1', 'dollars', '€€€'])(
    '%j is no currency: nobody says how many decimals it has',
    async (odd) => {
      const world = await startWith(sized(withText('currency', JSON.stringify(odd))));
      for (const field of ['currency', 'currencyDecimals']) {
        const answer = await world.ask(`{ transfer(id: "${ID}") { ${field} } }`);
        expect(refusedWith(answer)).toEqual({ data: { transfer: null }, codes: ['UPSTREAM_PROTOCOL_ERROR'] });
        expect(answer.errors?.[0]?.message).toContain('`currency` that is not a currency');
      }
    },
  );

  it('an enum value of megabytes is told by its beginning', async () => {
    const value = 'x'.repeat(2_000_000);
    const world = await startWith(
      sized(JSON.stringify({ id: 'trxn_1', object: 'treasury.transaction', status: value })),
    );
    const { data, extensions } = await world.ask('{ treasuryTransaction(id: "trxn_1") { status } }');
    expect(data).toEqual({ treasuryTransaction: { status: 'UNRECOGNIZED' } });
    expect(extensions?.warnings).toMatchObject([{ code: 'UNRECOGNIZED_VALUE', value: `${'x'.repeat(500)}…` }]);
    expect(JSON.stringify(extensions).length).toBeLessThan(3_000);
  });

  it('a key that stands twice has one value, as in every reader of JSON', async () => {
    const world = await startWith(sized(`${BODY.slice(0, -1)},"amount":7}`));
    expect((await world.ask(READ)).data).toMatchObject({ transfer: { amount: 7 } });
  });

  it('an id that stands twice is the one that was asked for, or the answer is not its own', async () => {
    const world = await startWith(sized(`${BODY.slice(0, -1)},"id":"tr_2Other"}`));
    expect(refusedWith(await world.ask(READ)).codes).toEqual(['UPSTREAM_PROTOCOL_ERROR']);
  });

  it.each(['txn_1/../../charges', '../v1/charges/ch_1', 'txn_%2e%2e', 'txn_1?x', `txn_${'x'.repeat(200)}`, 'ch_1'])(
    'a reference to %s leads nowhere',
    async (reference) => {
      const world = await startWith(sized(JSON.stringify({ ...TRANSFER, balance_transaction: reference })));
      const { data } = await world.ask(`{ transfer(id: "${ID}") { id balanceTransaction { net } } }`);
      expect(data.transfer?.balanceTransaction ?? null).toBeNull();
      for (const { path } of world.upstream.requests) expect(path).toBe(`/v1/transfers/${ID}`);
    },
  );
});

describe('JSON deeper than any stack', () => {
  const LEVELS = 100_000;
  const deep = (body: object): Fault =>
    jsonText(JSON.stringify(body).replaceAll('"deep"', () => '['.repeat(LEVELS) + ']'.repeat(LEVELS)));
  const reversal = { id: 'trr_1Odd', object: 'transfer_reversal', amount: 1, currency: 'usd', transfer: ID };
  const reversals = (item: object) => ({ object: 'list', has_more: false, data: [{ ...reversal, ...item }] });

  it.each<[string, object]>([
    ['as a list', { ...TRANSFER, reversals: 'deep' }],
    ['as the id of an item', { ...TRANSFER, reversals: reversals({ id: 'deep' }) }],
    ['as the parent of an item', { ...TRANSFER, reversals: reversals({ transfer: 'deep' }) }],
    ['as the id of the parent of an item', { ...TRANSFER, reversals: reversals({ transfer: { id: 'deep' } }) }],
    ['as the kind of an item', { ...TRANSFER, reversals: reversals({ object: 'deep' }) }],
    ['as a value', { ...TRANSFER, amount: 'deep' }],
    ['as metadata', { ...TRANSFER, metadata: 'deep' }],
    ['under a key of metadata', { ...TRANSFER, metadata: { a: 'deep' } }],
    ['as a reference', { ...TRANSFER, balance_transaction: 'deep' }],
    ['as the id of a reference', { ...TRANSFER, balance_transaction: { id: 'deep', object: 'balance_transaction' } }],
  ])('%s is told by its place, or not seen, and is no fault of the gateway', async (_, body) => {
    const fields = `id amount metadata balanceTransaction { id net } reversals { nodes { id amount transfer { id } } }`;
    const one = await startWith(deep(body));
    const list = await startWith(deep({ object: 'list', has_more: false, data: [{ ...body, object: 'deep' }] }));
    const answers = [
      await one.ask(`{ transfer(id: "${ID}") { ${fields} } }`),
      await list.ask(`{ transfers(first: 1) { nodes { ${fields} } } }`),
    ];
    for (const { errors = [] } of answers) {
      for (const { extensions } of errors) expect(extensions?.code).toBe('UPSTREAM_PROTOCOL_ERROR');
    }
  });
});

describe('a page that is odd', () => {
  const page = (more: object) =>
    jsonText(JSON.stringify({ object: 'list', url: '/v1/transfers', has_more: false, data: [], ...more }));
  const LIST = '{ transfers(first: 3) { nodes { id amount } pageInfo { hasNextPage endCursor } } }';

  it.each<[string, Fault]>([
    ['no data', page({ data: null })],
    ['data that is an object', page({ data: { 0: TRANSFER, length: 1 } })],
    ['`has_more` that is a text', page({ has_more: 'false' })],
    ['`has_more` that is null', page({ has_more: null })],
    ['the address of another list', page({ url: '/v1/charges', data: [TRANSFER] })],
    ['the address of another host', page({ url: 'https://elsewhere.example/v1/transfers', data: [TRANSFER] })],
    ['items of another kind', page({ data: [{ ...TRANSFER, id: 'ch_1', object: 'charge' }] })],
    ['an item that is a list', page({ data: [[TRANSFER]] })],
    ['an item whose id is a number', page({ data: [{ ...TRANSFER, id: 7 }] })],
  ])('fails as a page: %s', async (_, fault) => {
    const world = await startWith(fault);
    expect(refusedWith(await world.ask(LIST))).toEqual({
      data: { transfers: null },
      codes: ['UPSTREAM_PROTOCOL_ERROR'],
    });
  });

  it('that says there is more and has nothing ends, with a warning', async () => {
    const world = await startWith(page({ has_more: true }));
    const { data, extensions } = await world.ask(LIST);
    expect(data.transfers).toEqual({ nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
    expect(extensions?.warnings).toMatchObject([{ code: 'PAGINATION_INCONSISTENT' }]);
    expect(world.upstream.requests).toHaveLength(1);
  });

  it('that has an item twice never loops', async () => {
    const world = await startWith(page({ has_more: true, data: [TRANSFER, TRANSFER] }));
    const { data, extensions } = await world.ask('{ transfers(first: 300) { nodes { id } pageInfo { hasNextPage } } }');
    expect(data.transfers.pageInfo).toEqual({ hasNextPage: false });
    expect(extensions?.warnings).toMatchObject([{ code: 'PAGINATION_INCONSISTENT' }]);
    expect(world.upstream.requests.length).toBeLessThanOrEqual(2);
  });

  it('that has more than was asked for is no longer than that', async () => {
    const data = Array.from({ length: 500 }, (_, n) => ({ ...TRANSFER, id: `tr_${n}x` }));
    const world = await startWith(page({ data }));
    const answer = await world.ask(LIST);
    expect(answer.data.transfers.nodes).toHaveLength(3);
    expect(answer.data.transfers.pageInfo.hasNextPage).toBe(true);
  });
});

describe('a mutation that was done, and whose answer is odd', () => {
  const made = (more: object): CannedAnswer['body'] =>
    JSON.stringify({
      id: 'trr_1',
      object: 'transfer_reversal',
      amount: 100,
      currency: 'usd',
      transfer: 'tr_1Upstream0',
      ...more,
    });

  it.each<[string, Fault]>([
    ['206', sized(made({}), '', '206 Partial Content')],
    ['304', wire('', '', '304 Not Modified')],
    ['a head of 100 KB', sized(made({}), `x-long: ${'x'.repeat(100_000)}\r\n`)],
    ['another amount', sized(made({ amount: 99 }))],
    ['an amount as a text', sized(made({ amount: '100' }))],
    ['another id of the parent', sized(made({ transfer: { id: 'tr_2' } }))],
    ['a deleted object', sized(JSON.stringify({ id: 'trr_1', object: 'transfer', deleted: true }))],
  ])('is UNKNOWN, with a key to ask again by: %s', async (_, fault) => {
    const world = await startUpstreamWorld({ faults: () => afterEffect(fault) });
    expect(await world.reverse('key')).toMatchObject({ code: 'OUTCOME_UNKNOWN', outcome: 'UNKNOWN' });
    expect(world.upstream.ledger.byKey.size).toBe(1);
  });
});
