import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { bearer, tokenAuth } from '../auth/world.ts';
import { refuses, resets, serverError } from '../faulty-upstream/faults.ts';
import { budgetOf, reversal, startUpstreamWorld, transferId } from '../upstream/world.ts';
import { startWorld } from '../world.ts';
import { answerOf, callsOf, explained, shortOf } from './world.ts';

const EXAMPLES = new URL('../../docs/examples/', import.meta.url);
const READ = 'query ($id: ID!) { transfer(id: $id) { amount } }';

/** What stands at a place of the answer; undefined where there is no such place. */
const at = (data: unknown, field: string): unknown =>
  field.split('.').reduce((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], data);

describe('the REST calls of an operation', () => {
  it('are told with when, how long and how each went, and which field wanted it', async () => {
    await using world = await startWorld();
    const answer = await answerOf(world, '{ first: transfer(id: "tr_1Seed000003") { amount } }');
    expect(callsOf(answer)).toEqual([
      {
        method: 'GET',
        path: '/v1/transfers/tr_1Seed000003',
        startMs: expect.any(Number),
        durationMs: expect.any(Number),
        status: 200,
        code: null,
        requestId: expect.stringMatching(/^req_/),
        attempts: 1,
        shared: false,
        field: 'first',
      },
    ]);
    const { durationMs } = (answer.extensions?.rest ?? {}) as { durationMs?: number };
    const startMs = callsOf(answer)?.[0]?.startMs ?? -1;
    expect(startMs).toBeGreaterThanOrEqual(0);
    expect(durationMs).toBeGreaterThanOrEqual(startMs);
    expect(answer.extensions?.cost).toMatchObject({ actual: 1 });
  });

  it('are not told unless that is asked', async () => {
    await using world = await startWorld();
    const { extensions } = await world.query(READ, { id: 'tr_1Seed000003' });
    expect(Object.keys(extensions ?? {})).toEqual(['cost']);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'of a list with what it expands, which is one call',
      '{ all: transfers(first: 2) { nodes { balanceTransaction { net } } } }',
      ['all: GET /v1/transfers?limit=2&expand[0]=data.balance_transaction'],
    ],
    [
      'of pages after the first',
      '{ transactionEntries(financialAccount: "fa_1Seed000001", first: 150) { edges { node { id } } } }',
      [
        'transactionEntries: GET /v1/treasury/transaction_entries?financial_account=fa_1Seed000001&limit=100',
        expect.stringMatching(
          /^transactionEntries: GET \/v1\/treasury\/transaction_entries\?financial_account=fa_1Seed000001&limit=50&starting_after=\w+$/,
        ),
      ],
    ],
    [
      'of what a list below an object does not bring with it',
      '{ nodes(ids: ["tr_1Seed000007"]) { ... on Transfer { own: reversals(first: 20) { nodes { id } } } } }',
      [
        'nodes: GET /v1/transfers/tr_1Seed000007',
        expect.stringMatching(
          /^nodes\.0\.own: GET \/v1\/transfers\/tr_1Seed000007\/reversals\?limit=10&starting_after=trr_\w+$/,
        ),
      ],
    ],
    ['of what there is once', '{ balance { livemode } }', ['balance: GET /v1/balance']],
    [
      'of objects that stand in one list',
      '{ nodes(ids: ["tr_1Seed000007/trr_1Seed000003", "tr_1Seed000007/trr_1Seed000004"]) { ... on TransferReversal { amount } } }',
      ['nodes: GET /v1/transfers/tr_1Seed000007/reversals?limit=100'],
    ],
    [
      'of entities',
      '{ _entities(representations: [{ __typename: "Transfer", id: "tr_1Seed000003" }]) { ... on Transfer { amount } } }',
      ['_entities: GET /v1/transfers/tr_1Seed000003'],
    ],
    [
      'of two fields that want the same, once, for the first',
      '{ one: transfer(id: "tr_1Seed000003") { amount } two: transfer(id: "tr_1Seed000003") { currency } }',
      ['one: GET /v1/transfers/tr_1Seed000003'],
    ],
  ])('are those %s', async (_, query, expected) => {
    await using world = await startWorld();
    const answer = await answerOf(world, query);
    expect(answer.errors).toBeUndefined();
    expect(callsOf(answer)?.map(shortOf)).toEqual(expected);
  });

  it('are, for every example, those that REST was asked, each for a place in the answer', async () => {
    const files = readdirSync(EXAMPLES).filter((file) => file.endsWith('.graphql'));
    expect(files.length).toBeGreaterThan(28);
    for (const file of files) {
      const query = readFileSync(new URL(file, EXAMPLES), 'utf8');
      const variables = JSON.parse(/^# variables: (.*)$/m.exec(query)?.[1] ?? '{}');
      await using world = await startWorld();
      const answer = await answerOf(world, query, { variables });
      const calls = callsOf(answer) ?? [];
      expect(calls.map(({ method, path }) => `${method} ${path}`).sort(), file).toEqual([...world.calls].sort());
      for (const { field } of calls) expect(at(answer.data, field), `${file}: ${field}`).toBeDefined();
    }
  });

  it('tell of a mutation that was sent again one call with its attempts, and nothing of what it held', async () => {
    const world = await startUpstreamWorld({ faults: ({ n }) => (n === 1 ? resets() : undefined) });
    const { query, variables } = reversal('a-key-of-the-caller');
    const answer = await answerOf(world, query, { variables });
    expect(world.upstream.requests).toHaveLength(2);
    expect(callsOf(answer)).toMatchObject([
      {
        method: 'POST',
        path: `/v1/transfers/${transferId(0)}/reversals`,
        status: 200,
        code: null,
        attempts: 2,
        field: 'createTransferReversal',
      },
    ]);
    expect(JSON.stringify(answer.extensions)).not.toMatch(/a-key-of-the-caller|sk_test/);
  });

  it.each([
    [
      'an answer that refuses it',
      () => refuses(404, { type: 'invalid_request_error', code: 'resource_missing' }),
      404,
      'NOT_FOUND',
    ],
    ['no answer', resets, null, 'UPSTREAM_UNAVAILABLE'],
    ['answers of 500', () => serverError(), 500, 'UPSTREAM_UNAVAILABLE'],
  ] as const)('tell of %s how the call failed', async (_, fault, status, code) => {
    const world = await startUpstreamWorld({
      faults: fault,
      gateway: { clientOptions: { maxAttempts: { read: 1, write: 1 } } },
    });
    const answer = await answerOf(world, READ, { variables: { id: transferId(1) } });
    expect(callsOf(answer)).toMatchObject([
      { status, code, attempts: world.upstream.requests.length, durationMs: expect.any(Number) },
    ]);
  });

  it('tell of a read that was joined to that of another operation that it was shared', async () => {
    const world = await startUpstreamWorld({ gateway: { ...budgetOf() } });
    // They use up the second.
    await Promise.all(Array.from({ length: 20 }, (_, n) => world.read(n)));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => answerOf(world, READ, { variables: { id: transferId(500) } })),
    );
    const calls = answers.flatMap((answer) => callsOf(answer) ?? []);
    expect(calls).toHaveLength(5);
    expect(calls.filter(({ shared }) => !shared)).toHaveLength(1);
    expect(new Set(calls.map(({ requestId }) => requestId)).size).toBe(1);
    expect(new Set(calls.map(({ attempts }) => attempts))).toEqual(new Set([1]));
  });

  it('hold no key that a caller has given for something else', async () => {
    const world = await startUpstreamWorld();
    const answer = await answerOf(world, 'query ($id: String!) { transfers(transferGroup: $id) { nodes { id } } }', {
      variables: { id: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' },
    });
    expect(callsOf(answer)?.[0]?.path).toContain('transfer_group=[redacted]');
  });

  it('are those of the own operation alone, whoever else asks at the same time', async () => {
    const holder = (name: string, account: string) => ({ name, token: name, scopes: ['*'], accounts: [account] });
    const auth = tokenAuth(holder('one', 'acct_1One'), holder('two', 'acct_2Two'));
    const world = await startUpstreamWorld({ gateway: auth });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        answerOf(world, READ, {
          variables: { id: transferId(n) },
          headers: bearer(n % 2 === 0 ? 'one' : 'two'),
        }),
      ),
    );
    for (const [n, answer] of answers.entries()) {
      expect(callsOf(answer)?.map(shortOf)).toEqual([`transfer: GET /v1/transfers/${transferId(n)}`]);
      expect(JSON.stringify(answer)).not.toContain('acct_');
    }
  });

  it('are told of an operation that is refused before the first: none', async () => {
    await using world = await startWorld({ gateway: { maxRestCalls: 1 } });
    const answer = await answerOf(world, '{ a: transfer(id: "tr_1A") { amount } b: transfer(id: "tr_1B") { amount } }');
    expect(answer.errors?.[0]?.extensions?.code).toBe('COST_LIMIT_EXCEEDED');
    expect(callsOf(answer)).toEqual([]);
  });
});

describe('what may be seen', () => {
  const query = '{ transfer(id: "tr_1Seed000003") { amount } }';
  const refusalOf = async (response: Response) => {
    const { data, errors, extensions } = await response.json();
    return {
      status: response.status,
      code: errors?.[0]?.extensions.code,
      message: errors?.[0]?.message,
      data,
      extensions,
    };
  };

  it.each(['calls', 'plan', 'true', ''])(
    'is nothing in production: %j is refused, and nothing executed',
    async (explain) => {
      const { explain: isOn } = readConfig({ NODE_ENV: 'production' });
      await using world = await startWorld({ gateway: { explain: isOn } });
      expect(await refusalOf(await explained(world, query, { explain }))).toEqual({
        status: 403,
        code: 'FORBIDDEN',
        message: expect.stringContaining('EXPLAIN=true'),
        data: undefined,
        extensions: undefined,
      });
      expect(world.calls).toEqual([]);
      // Who does not ask for it has what they ask for.
      expect((await world.query(query)).data.transfer.amount).toBeTypeOf('number');
    },
  );

  it.each([
    [{}, true],
    [{ NODE_ENV: 'production' }, false],
    [{ NODE_ENV: 'production', EXPLAIN: 'true' }, true],
    [{ EXPLAIN: 'false' }, false],
    [{ STRIPE_LIVE: 'true', STRIPE_SECRET_KEY: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' }, false],
  ] as const)('is, with %j: %s', (environment, isOn) => {
    expect(readConfig(environment).explain).toBe(isOn);
  });

  it('is refused by a name that there is none of, before the operation', async () => {
    await using world = await startWorld();
    expect(await refusalOf(await explained(world, query, { explain: 'everything' }))).toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
      message: expect.stringContaining('`calls`'),
    });
    expect(world.calls).toEqual([]);
  });
});
