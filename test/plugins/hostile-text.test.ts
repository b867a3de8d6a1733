import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world[Symbol.asyncDispose]());

const MUTATION = `mutation ($text: String!, $metadata: JSONObject) {
  createTransferReversal(input: { transfer: "tr_1Seed000026", amount: 1, idempotencyKey: "k1", description: $text, metadata: $metadata }) { __typename ... on Problem { code } }
}`;

const send = async (body: string | Uint8Array<ArrayBuffer>, type = 'application/json') => {
  world.sandbox.requests.length = 0;
  const response = await world.gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  const { errors, data } = (await response.json()) as {
    errors?: { extensions: { code: string } }[];
    data?: { createTransferReversal: { code?: string } };
  };
  // In a mutation it is a problem in the answer.
  const code = errors?.[0]?.extensions.code ?? data?.createTransferReversal.code;
  return { status: response.status, code, calls: world.calls };
};

/** A body in which `text` stands as it is written here, escapes and all. */
const withText = (text: string): string => `{"query":${JSON.stringify(MUTATION)},"variables":{"text":"${text}"}}`;

describe('text that is none', () => {
  it.each([
    ['half a surrogate pair', withText('a\\ud800b')],
    ['the other half', withText('\\uDFFF')],
    ['both in the wrong order', withText('\\udc00\\ud800')],
    ['NUL', withText('a\\u0000b')],
    [
      'half a pair in a name',
      `{"query":${JSON.stringify(MUTATION)},"variables":{"text":"x","metadata":{"\\ud800":"a"}}}`,
    ],
    [
      'NUL below many levels',
      `{"query":${JSON.stringify(MUTATION)},"variables":{"text":"x","metadata":${'[{"a":'.repeat(20)}"\\u0000"${'}]'.repeat(20)}}}`,
    ],
  ])('is refused before any call: %s', async (_, body) => {
    expect(await send(body)).toEqual({ status: 200, code: 'BAD_USER_INPUT', calls: [] });
  });

  it.each([
    ['half a pair', '\\ud800', 'GRAPHQL_PARSE_FAILED'],
    ['NUL as it is', '\0', 'BAD_USER_INPUT'],
    ['half a pair in braces', '\\u{D800}', 'GRAPHQL_PARSE_FAILED'],
  ])('is refused in a literal: %s', async (_, text, expected) => {
    const query = MUTATION.replace('$text: String!, ', '').replace('$text', `"${text}"`);
    const { code, calls } = await send(JSON.stringify({ query }));
    expect([code, calls]).toEqual([expected, []]);
  });

  it('is taken where it only looks like it', async () => {
    for (const text of ['\\ud83d\\ude00', '\\\\u0000', '\\\\ud800', 'é漢😀']) {
      expect((await send(withText(text))).calls).toHaveLength(1);
    }
  });

  it.each([
    ['Latin-1', Buffer.from(withText('é'), 'latin1')],
    ['a letter that is cut off', Buffer.from(withText('é')).subarray(0, Buffer.from(withText('é')).indexOf(0xc3) + 1)],
    [
      'a letter that is longer than need be',
      Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
    ],
    ['UTF-16', Buffer.from(withText('a'), 'utf16le')],
  ])('is refused as bytes: %s', async (_, bytes) => {
    expect(await send(new Uint8Array(bytes))).toEqual({ status: 400, code: 'BAD_REQUEST', calls: [] });
  });

  it.each(['utf-7', 'utf-16', 'utf-16le', 'iso-8859-1', 'ibm037', 'utf-8; charset=utf-7', ''])(
    'is refused in the charset %j',
    async (charset) => {
      const type = `application/json; charset=${charset}`;
      expect(await send(withText('a'), type)).toEqual({ status: 415, code: 'BAD_REQUEST', calls: [] });
    },
  );

  it.each(['%ff', '%C3', '%c0%af', '%ED%A0%80', '%00', '%', '%zz'])(
    'is refused in a query string: %s',
    async (text) => {
      world.sandbox.requests.length = 0;
      const query = encodeURIComponent('query ($id: ID!) { transfer(id: $id) { id } }');
      const response = await world.gateway.fetch(
        `http://gateway/graphql?query=${query}&variables={"id":"tr_1${text}"}`,
      );
      expect([response.status, world.calls]).toEqual([400, []]);
    },
  );
});
