import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leastEffort, unitOfEffort } from '../effort.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let unit: number;

beforeAll(async () => {
  world = await startWorld();
  // What is compiled on first use is not what is measured.
  for (let i = 0; i < 20; i += 1) await world.query('{ transfer(id: "tr_1Seed000003") { id amount } nope }');
  unit = await unitOfEffort();
});

afterAll(() => world[Symbol.asyncDispose]());

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');

/** `depth` levels of a field that exists on each. */
const nested = (depth: number): string => {
  const levels = Array.from({ length: depth - 2 }, (_, i) =>
    i % 2 === 0 ? 'transfer {' : 'balanceTransaction: sourceTransaction {',
  );
  return `{ transferReversal(id: "tr_1/trr_1") { ${levels.join(' ')} id ${'}'.repeat(levels.length)} } }`;
};

/** Each fragment uses the next twice: as many fields as there are grains on a chessboard. */
const doubled = (levels: number, use: (next: string) => string): string =>
  `{ ...F0 } ${times(levels, (i) => `fragment F${i} on Query { ${use(`...F${i + 1}`)} }`)} fragment F${levels} on Query { __typename }`;

const nestedFragments = (levels: number, aliases: number): string =>
  `{ transfer(id: "tr_1Seed000003") { ...F0 } } ${times(
    levels,
    (i) => `fragment F${i} on Transfer { ${times(aliases, (j) => `a${j}: sourceTransaction { ...F${i + 1} }`)} }`,
  )} fragment F${levels} on Transfer { id }`;

/** The answer, and what it took of the processor, in parts of what a long document takes to be parsed. */
const refuse = async (body: unknown) => {
  world.sandbox.requests.length = 0;
  let response = new Response();
  const effort = await leastEffort(async () => {
    response = await world.fetch(body, { accept: 'application/json' });
  }, 3);
  const { errors, data } = (await response.json()) as {
    data?: unknown;
    errors: { message: string; extensions: { code: string; limit?: string } }[];
  };
  return { status: response.status, effort: effort / unit, errors, data, calls: world.calls };
};

describe('a document that holds too much', () => {
  it.each([
    ['10,000 aliases', `{ ${times(10_000, (i) => `a${i}: __typename`)} }`, 'characters'],
    ['1,000 aliases', `{ ${times(1_000, (i) => `a${i}: __typename`)} }`, 'tokens'],
    ['201 aliases', `{ ${times(201, (i) => `a${i}: __typename`)} }`, 'aliases'],
    [
      '201 aliases in a fragment',
      `{ ...F } fragment F on Query { ${times(201, (i) => `a${i}: __typename`)} }`,
      'aliases',
    ],
    [
      '21 aliases in a fragment that is used ten times',
      `{ ${times(10, (i) => `... on Query { ...F b${i}: __typename }`)} } fragment F on Query { ${times(21, (i) => `a${i}: __typename`)} }`,
      'aliases',
    ],
    ['aliases that multiply from fragment to fragment', nestedFragments(9, 10), 'aliases'],
    [
      '30 levels of fragments with two aliases each',
      doubled(30, (next) => `a: __typename ${next} b: __typename ${next}`),
      'aliases',
    ],
    ['a depth of 20,000', `{ ${'a {'.repeat(20_000)} a ${'}'.repeat(20_000)} }`, 'tokens'],
    ['a depth of 600', `{ ${'a {'.repeat(600)} a ${'}'.repeat(600)} }`, 'levels'],
    ['a depth of 13', nested(13), 'levels'],
    [
      'a depth of 13 through fragments',
      `{ transfer(id: "tr_1") { ...A } } fragment A on Transfer { ${'a {'.repeat(6)} ...B ${'}'.repeat(6)} } fragment B on Transfer { ${'b {'.repeat(5)} b ${'}'.repeat(5)} }`,
      'levels',
    ],
    [
      'a depth of 13 under an alias that is called as introspection is',
      `{ __schema: transfer(id: "tr_1") { ${'a {'.repeat(11)} a ${'}'.repeat(11)} } }`,
      'levels',
    ],
    [
      'a depth of 13 in a fragment that is called so',
      `query __schema { ...__schema } fragment __schema on Query { ${'a {'.repeat(12)} a ${'}'.repeat(12)} }`,
      'levels',
    ],
    [
      'a depth of 13 in the second operation',
      `{ __typename } query Q { ${'a {'.repeat(12)} a ${'}'.repeat(12)} }`,
      'levels',
    ],
    ['10,000 directives', `{ __typename ${times(10_000, () => '@include(if: true)')} }`, 'characters'],
    ['1,000 directives', `{ __typename ${times(1_000, () => '@include(if: true)')} }`, 'tokens'],
    ['51 directives', `{ ${times(51, () => '__typename @include(if: true)')} }`, 'directives'],
    ['51 directives where none belong', `query ($a: Int ${times(51, () => '@a')}) { __typename }`, 'directives'],
    ['30 levels of fragments, each used twice', doubled(30, (next) => `${next} ${next}`), 'root fields'],
    ['201 root fields', `{ ${times(201, () => '__typename')} }`, 'root fields'],
    [
      '201 root fields through fragments',
      `{ ${times(67, () => '... on Query { ...F }')} } fragment F on Query { __typename __typename __typename }`,
      'root fields',
    ],
    [
      '200 inline fragments of 100 fields',
      `{ ${times(200, () => `... { ${times(100, () => '__typename')} }`)} }`,
      'characters',
    ],
    ['a list literal of 20,000 levels', `{ nodes(ids: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { id } }`, 'tokens'],
    ['50,000 comments', `{ __typename } ${'#\n'.repeat(50_000)}`, 'characters'],
    ['a name of 100,000 letters', `{ ${'a'.repeat(100_000)} }`, 'characters'],
    ['11 introspections', `{ ${times(11, (i) => `a${i}: __type(name: "Query") { name }`)} }`, 'introspections'],
  ])('is refused at once: %s', async (_, query, limit) => {
    const { status, errors, data, calls, effort } = await refuse({ query });
    expect(errors.map(({ extensions }) => [extensions.code, extensions.limit])).toEqual([
      ['DOCUMENT_LIMIT_EXCEEDED', limit],
    ]);
    expect([status, data, calls]).toEqual([400, undefined, []]);
    expect(effort).toBeLessThan(1);
  });

  it.each([
    ['a list literal of 900 levels', { query: `{ nodes(ids: ${'['.repeat(900)}${']'.repeat(900)}) { id } }` }],
    [
      'an object literal of 450 levels',
      { query: `{ transfers(created: ${'{gt:'.repeat(450)}1${'}'.repeat(450)}) { nodes { id } } }` },
    ],
    ['1,900 times the same field', { query: `{ transfer(id: "tr_1") { ${times(1_900, () => 'id')} } }` }],
    [
      '480 inline fragments that overlap',
      { query: `{ transfer(id: "tr_1") { ${times(390, () => '... { amount nope }')} } }` },
    ],
    ['1,900 unknown fields', { query: `{ transfer(id: "tr_1") { ${times(1_900, (i) => `amountReversedd${i}`)} } }` }],
    ['a name of 99,000 letters', { query: `{ ${'a'.repeat(99_000)} }` }],
    ['fragments that use each other', { query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }' }],
    [
      'a variable of 9,900 wrong items',
      { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: Array(9_900).fill(null) } },
    ],
    [
      'a variable of 9,900 items where none belong',
      {
        query: 'query ($at: TimestampRange) { transfers(created: $at) { nodes { id } } }',
        variables: { at: Array(9_900).fill({ gt: 'x' }) },
      },
    ],
    [
      '9,900 ids that are none',
      { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: Array(9_900).fill('nobody') } },
    ],
    [
      '9,900 representations of nothing',
      {
        query: 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }',
        variables: { of: Array(9_900).fill({ a: 1 }) },
      },
    ],
  ])('is a refusal that says what is wrong: %s', async (_, body) => {
    const { status, errors, data, calls, effort } = await refuse(body);
    expect(status).toBeLessThan(500);
    expect(['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']).toContain(errors[0]?.extensions.code);
    expect(errors.length).toBeLessThanOrEqual(21);
    for (const { message } of errors) expect(message.length).toBeLessThanOrEqual(1_001);
    expect([data, calls]).toEqual([undefined, []]);
    expect(effort).toBeLessThan(5);
  });

  it.each([
    [
      'variables',
      (deep: string) => `{"query":"query ($id: ID!) { transfer(id: $id) { id } }","variables":{"id":${deep}}}`,
    ],
    [
      'an input of free form',
      (deep: string) =>
        `{"query":"mutation ($m: JSONObject) { updateTransferReversal(input: { id: \\"tr_1/trr_1\\", idempotencyKey: \\"k\\", metadata: $m }) { __typename } }","variables":{"m":{"a":${deep}}}}`,
    ],
    ['extensions', (deep: string) => `{"query":"{ nope }","extensions":{"a":${deep}}}`],
    ['the query itself', (deep: string) => `{"query":${deep}}`],
    ['the body', (deep: string) => deep],
  ])('is JSON of so many levels in %s', async (_, make) => {
    const send = async (levels: number) => {
      world.sandbox.requests.length = 0;
      const response = await world.gateway.fetch('http://gateway/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: make(`${'['.repeat(levels)}"]]]\\"]]]"${']'.repeat(levels)}`),
      });
      const answer = (await response.json()) as { errors?: { extensions: { code: string } }[] };
      expect(world.calls).toEqual([]);
      return [response.status, answer.errors?.[0]?.extensions.code];
    };
    expect(await send(65)).toEqual([400, 'BAD_REQUEST']);
    expect(await send(100_000)).toEqual([400, 'BAD_REQUEST']);
  });

  it('is JSON of so many values', async () => {
    const send = async (values: number) => {
      // The query is one, the list another, and each of its items.
      const body = {
        query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
        variables: { ids: Array(values - 1).fill('x') },
      };
      return (await refuse(body)).errors[0]?.extensions.code;
    };
    expect(await send(10_000)).toBe('BAD_USER_INPUT');
    expect(await send(10_001)).toBe('BAD_REQUEST');
  });

  it('is a list of more ids than a page may have, whatever they are', async () => {
    const send = (ids: string[]) =>
      refuse({ query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids } });
    const wrong = await send(Array(1_001).fill('tr_1Seed000003'));
    expect(wrong).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }], data: undefined, calls: [] });
    expect(wrong.errors[0]?.message).toBe('`ids` can hold 1000 at most, not 1001. Ask in several operations.');
    const right = await world.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array(1_000).fill('tr_1Seed000003'),
    });
    expect([right.data.nodes.length, world.calls.length]).toEqual([1_000, 1]);
  });

  it('is a list of more wrong ids than an operation may make REST calls', async () => {
    const send = (count: number) =>
      refuse({ query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: Array(count).fill('x') } });
    expect((await send(201)).errors[0]?.extensions.code).toBe('COST_LIMIT_EXCEEDED');
    expect((await send(200)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('tells twenty mistakes of a document, and that there are more', async () => {
    const { errors } = await refuse({ query: `{ transfer(id: "tr_1") { ${times(190, (i) => `nope${i}`)} } }` });
    expect(errors).toHaveLength(21);
    expect(errors[0]?.message).toContain('nope0');
    expect(errors[20]?.message).toContain('Too many validation errors');
  });
});

describe('what is within the limits', () => {
  it.each([
    ['200 aliases and 200 root fields', `{ ${times(200, (i) => `a${i}: __typename`)} }`],
    [
      '30 levels of fragments below a field, each used twice',
      `{ transfer(id: "tr_1Seed000003") { ...F0 } } ${times(30, (i) => `fragment F${i} on Transfer { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Transfer { id }`,
    ],
    ['50 directives', `{ ${times(50, () => '__typename @include(if: true)')} }`],
    [
      'introspection deeper than any query',
      `{ __schema { types { fields { type { ${'ofType {'.repeat(12)} name ${'}'.repeat(12)} } } } } }`,
    ],
    ['49,000 comments', `{ __typename } ${'#\n'.repeat(49_000)}`],
    ['brackets within a text', `{ __type(name: "${'['.repeat(100)}") { name } }`],
  ])('is answered: %s', async (_, query) => {
    expect(await world.query(query)).not.toHaveProperty('errors');
  });

  it('is set by the gateway', async () => {
    await using small = await startWorld({
      gateway: { maxDepth: 2, maxAliases: 1, maxDirectives: 0, maxRootFields: 1, maxTokens: 20, maxErrors: 2 },
    });
    await using short = await startWorld({
      gateway: { maxDocumentCharacters: 20, maxJsonLevels: 3, maxJsonValues: 4 },
    });
    const codeOf = async (variables: Record<string, unknown>) =>
      (await short.query('{ __typename }', variables)).errors?.[0]?.extensions?.code;
    expect(await codeOf({ a: [1], b: 2 })).toBeUndefined();
    expect(await codeOf({ a: [[1]] })).toBe('BAD_REQUEST');
    expect(await codeOf({ a: [1, 2, 3, 4] })).toBe('BAD_REQUEST');
    const limitOf = async (query: string) => (await small.query(query)).errors?.[0]?.extensions?.limit;
    expect(await limitOf('{ transfer(id: "tr_1") { sourceTransaction { id } } }')).toBe('levels');
    expect(await limitOf('{ transfer(id: "tr_1") { a: id b: id } }')).toBe('aliases');
    expect(await limitOf('{ __typename @skip(if: true) }')).toBe('directives');
    expect(await limitOf('{ __typename b: __typename }')).toBe('root fields');
    expect(await limitOf(`{ ${times(20, () => '__typename')} }`)).toBe('tokens');
    expect(await short.query('{ __typename }'.padEnd(20))).toHaveProperty('data.__typename', 'Query');
    expect(await short.query('{ __typename }'.padEnd(21))).toHaveProperty('errors.0.extensions.limit', 'characters');
    const { errors, extensions } = await small.query('{ transfer(id: "tr_1") { a b c d e f } }');
    expect([errors?.length, extensions]).toEqual([2, { errorsLeftOut: 4 }]);
  });

  // graphql-yoga remembers a document's validation by the names of the rules, so a limit that differs from caller to
  // caller would hold for whoever came first. These do not differ: two gateways that share the rules' names each keep
  // their own.
  it('holds in either order, whoever has sent the document before', async () => {
    await using narrow = await startWorld({ gateway: { maxDepth: 1 } });
    const query = '{ transfer(id: "tr_1Seed000003") { id } }';
    for (let i = 0; i < 3; i += 1) {
      expect(await world.query(query)).toHaveProperty('data.transfer.id');
      expect(await narrow.query(query)).toHaveProperty('errors.0.extensions.limit', 'levels');
    }
  });

  it('answers a known document without reading it again, and a wrong one as it did at first', async () => {
    const wrong = '{ transfer(id: "tr_1") { neverHeardOf } }';
    const first = await world.query(wrong);
    expect(await world.query(wrong)).toEqual(first);
    const right = '{ transfer(id: "tr_1Seed000003") { amount currency } }';
    const answer = await world.query(right);
    expect(await world.query(right)).toEqual(answer);
  });
});
