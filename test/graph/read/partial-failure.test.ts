import { describe, expect, it } from 'vitest';
import { type Fault, htmlPage, refuses, serverError, type UpstreamRequest } from '../../faulty-upstream/faults.ts';
import { forwardTo } from '../../faulty-upstream/forward.ts';
import { startFaultyUpstream } from '../../faulty-upstream.ts';
import { SEED } from '../../seed.ts';
import { type Answer, startWorld, type WorldOptions } from '../../world.ts';

type Faults = (request: UpstreamRequest) => Fault | undefined;

/**
 * A gateway whose REST API is the sandbox, but where a fault falls. `asked` is what arrived there since the last query.
 */
const startFaultyWorld = async (faults: Faults, options: WorldOptions = {}) => {
  const forward: { to?: ReturnType<typeof forwardTo> } = {};
  const upstream = await startFaultyUpstream({
    answer: (request) => forward.to?.send(request) ?? Promise.reject(new Error('not started')),
    faults,
  });
  const world = await startWorld({ ...options, gateway: { ...options.gateway, apiBase: upstream.url } });
  forward.to = forwardTo(world.sandbox.url);
  let before = 0;
  return {
    query: (query: string): Promise<Answer> => {
      before = upstream.requests.length;
      return world.query(query);
    },
    get asked(): string[] {
      return upstream.requests.slice(before).map(({ method, url }) => `${method} ${decodeURIComponent(url)}`);
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await world[Symbol.asyncDispose]();
      forward.to?.close();
      await upstream.close();
    },
  };
};

/** The same operation with nothing in its way. */
const undisturbed = async (query: string): Promise<Answer> => {
  await using world = await startWorld();
  return await world.query(query);
};

const NO_RETRY = { 'stripe-should-retry': 'false' };
const broken = (): Fault => serverError(500, NO_RETRY);
const forbidden = (): Fault => refuses(403, { type: 'invalid_request_error', message: 'Not for this key.' });

const failures = ({ errors = [] }: Answer): [path: string, code: unknown][] =>
  errors.map(({ path = [], extensions }) => [path.join('.'), extensions?.code]);

const warnings = ({ extensions }: Answer): unknown[] =>
  ((extensions?.warnings ?? []) as { code: string }[]).map(({ code }) => code);

describe('a call that fails', () => {
  it('takes its own field with it, and nothing beside it', async () => {
    await using world = await startFaultyWorld(({ path }) =>
      path === '/v1/tax/transactions/tax_1Seed000001' ? forbidden() : undefined,
    );
    const answer = await world.query(`{
      taxTransaction(id: "tax_1Seed000001") { reference }
      transfer(id: "tr_1Seed000001") { amount }
      transactionEntries(financialAccount: "fa_1Seed000001", first: 1) { nodes { id } }
    }`);
    expect(answer.data).toEqual({
      taxTransaction: null,
      transfer: { amount: 56_623 },
      transactionEntries: { nodes: [{ id: 'trxne_1SeedA000354' }] },
    });
    expect(failures(answer)).toEqual([['taxTransaction', 'FORBIDDEN']]);
  });

  it('shows at every field that wanted it, each with its path', async () => {
    await using world = await startFaultyWorld(({ path }) =>
      path.startsWith('/v1/financial_connections/accounts/') ? broken() : undefined,
    );
    const answer = await world.query(`{
      financialConnectionsTransactions(account: "fca_1Seed000001", first: 3) { nodes { amount account { last4 } } }
    }`);
    const { nodes } = answer.data.financialConnectionsTransactions;
    expect(nodes).toHaveLength(3);
    for (const node of nodes) expect(node).toEqual({ amount: expect.any(Number), account: null });
    expect(failures(answer)).toEqual(
      [0, 1, 2].map((n) => [`financialConnectionsTransactions.nodes.${n}.account`, 'UPSTREAM_UNAVAILABLE']),
    );
    expect(world.asked).toHaveLength(2);
  });

  it('is one of 20 nested fetches: 19 answer', async () => {
    const query = `{
      treasuryTransactions(financialAccount: "fa_1Seed000001", first: 20) { nodes { id entries { nodes { id } } } }
    }`;
    await using world = await startFaultyWorld(({ url }) =>
      url.includes('transaction=trxn_1SeedA000205') ? broken() : undefined,
    );
    const answer = await world.query(query);
    expect(failures(answer)).toEqual([['treasuryTransactions.nodes.9.entries', 'UPSTREAM_UNAVAILABLE']]);
    const expected = (await undisturbed(query)).data;
    expected.treasuryTransactions.nodes[9].entries = null;
    expect(answer.data).toEqual(expected);
  });

  it('is one of 20 look-ups: 19 answer', async () => {
    await using world = await startFaultyWorld(({ path }) => {
      if (path.endsWith('/tr_1Seed000007')) return htmlPage(400);
      return undefined;
    });
    const ids = Array.from({ length: 20 }, (_, n) => `tr_1Seed${String(n + 1).padStart(6, '0')}`);
    const answer = await world.query(
      `{ nodes(ids: ${JSON.stringify(ids)}) { id } ${ids
        .map((id, n) => `a${n}: transfer(id: "${id}") { id amount }`)
        .join(' ')} }`,
    );
    expect(answer.data.nodes).toEqual(ids.map((id, n) => (n === 6 ? null : { id })));
    expect(failures(answer).map(([path]) => path)).toEqual(expect.arrayContaining(['nodes.6', 'a6']));
    expect(answer.errors).toHaveLength(2);
    expect(answer.data.a5).toEqual({ id: 'tr_1Seed000006', amount: expect.any(Number) });
    expect(answer.data.a6).toBeNull();
  });

  it('in the middle of a long page takes the page, and not what it stands in', async () => {
    await using world = await startFaultyWorld(({ url }) => (url.includes('starting_after') ? broken() : undefined));
    const answer = await world.query(
      '{ transfer(id: "tr_1Seed000007") { amount reversals(first: 25) { nodes { id } } } }',
    );
    expect(answer.data).toEqual({ transfer: { amount: 250_000, reversals: null } });
    expect(failures(answer)).toEqual([['transfer.reversals', 'UPSTREAM_UNAVAILABLE']]);
  });

  it('because there is no such object is no failure', async () => {
    await using world = await startFaultyWorld(({ path }) =>
      path.startsWith('/v1/financial_connections/accounts/')
        ? refuses(404, { type: 'invalid_request_error', code: 'resource_missing', message: 'No such account.' })
        : undefined,
    );
    const answer = await world.query(`{
      financialConnectionsTransactions(account: "fca_1Seed000001", first: 1) { nodes { account { last4 } } }
    }`);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({ financialConnectionsTransactions: { nodes: [{ account: null }] } });
  });

  it('and was only to save others is made up for by them: the list of siblings', async () => {
    const query = `{ nodes(ids: ["tr_1Seed000012/trr_1Seed000030", "tr_1Seed000012/trr_1Seed000031"]) {
      id ... on TransferReversal { amount } } }`;
    await using world = await startFaultyWorld(({ path }) => (path.endsWith('/reversals') ? broken() : undefined));
    const answer = await world.query(query);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual((await undisturbed(query)).data);
    expect(world.asked).toHaveLength(3);
  });

  it('and was only to save others is made up for by them: the first of several entries', async () => {
    const query = `{ nodes(ids: ["trxne_1SeedA000045", "trxne_1SeedA000046", "trxne_1SeedA000047"]) {
      id ... on TransactionEntry { type } } }`;
    await using world = await startFaultyWorld(({ path }) => (path.endsWith('0045') ? broken() : undefined));
    const answer = await world.query(query);
    expect(failures(answer)).toEqual([['nodes.0', 'UPSTREAM_UNAVAILABLE']]);
    expect(answer.data.nodes).toEqual([null, ...(await undisturbed(query)).data.nodes.slice(1)]);
    expect(world.asked).toHaveLength(3);
  });
});

describe('a call that REST refuses because of what it was to expand', () => {
  const QUERY = `{
    transactionEntries(financialAccount: "fa_1Seed000001", first: 4) {
      nodes { id type transaction { id status } flowDetails { ... on ReceivedCredit { amount } } }
    }
    transfer(id: "tr_1Seed000012") { amount balanceTransaction { net } }
  }`;

  const illegal = (): Fault =>
    refuses(400, {
      type: 'invalid_request_error',
      param: 'expand[0]',
      message: 'This property cannot be expanded (data.transaction).',
    });

  it.each([
    ['403', forbidden],
    ['400', illegal],
  ])('is made without, and what was to be expanded singly: %s', async (_status, refusal) => {
    await using world = await startFaultyWorld(({ url }) => (url.includes('limit=4&expand') ? refusal() : undefined));
    const answer = await world.query(QUERY);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual((await undisturbed(QUERY)).data);
    expect(warnings(answer)).toEqual(['EXPANSION_REFUSED']);
    const [refused, again, ...singly] = world.asked.filter((call) => call.includes('/treasury/'));
    expect(refused).toContain('expand[0]=data.transaction');
    expect(again).toBe('GET /v1/treasury/transaction_entries?financial_account=fa_1Seed000001&limit=4');
    expect(singly.every((call) => /\/(transactions|transaction_entries)\/\w+/.test(call))).toBe(true);
    expect(answer.extensions?.cost).toMatchObject({ actual: world.asked.length });
  });

  it('shows what cannot be had singly either as null, each with its own error', async () => {
    await using world = await startFaultyWorld(({ url, path }) =>
      url.includes('limit=4&expand') || path.startsWith('/v1/treasury/transactions/') ? forbidden() : undefined,
    );
    const answer = await world.query(QUERY);
    const expected = (await undisturbed(QUERY)).data;
    for (const node of expected.transactionEntries.nodes) node.transaction = null;
    expect(answer.data).toEqual(expected);
    expect(failures(answer)).toEqual(
      [0, 1, 2, 3].map((n) => [`transactionEntries.nodes.${n}.transaction`, 'FORBIDDEN']),
    );
  });

  it('is made only once when the refusal is about something else', async () => {
    const wrong = refuses(400, { type: 'invalid_request_error', param: 'limit', message: 'Wrong limit.' });
    await using world = await startFaultyWorld(({ url }) => (url.includes('limit=4') ? wrong : undefined));
    const answer = await world.query(QUERY);
    expect(failures(answer)).toEqual([['transactionEntries', 'BAD_USER_INPUT']]);
    expect(answer.data.transfer).toEqual((await undisturbed(QUERY)).data.transfer);
    expect(world.asked).toHaveLength(2);
  });

  it('never costs more than the limit', async () => {
    const faults: Faults = ({ url }) => (url.includes('expand') ? forbidden() : undefined);
    await using world = await startFaultyWorld(faults, { gateway: { maxRestCalls: 10 } });
    const answer = await world.query('{ transfers(first: 43) { nodes { id balanceTransaction { net } } } }');
    expect(world.asked).toHaveLength(10);
    expect(answer.data.transfers.nodes).toHaveLength(43);
    expect(answer.errors).toHaveLength(43 - 8);
    expect(new Set(failures(answer).map(([, code]) => code))).toEqual(new Set(['COST_LIMIT_EXCEEDED']));
  });
});

describe('an object whose id can stand in no path', () => {
  it.each([
    ['a list below it', 'transfers', 'reversals { nodes { id } }', { object: 'transfer' }],
    [
      'what was left out of it',
      'balanceTransactions',
      'source { __typename }',
      { object: 'balance_transaction', source: 'tr_1' },
    ],
  ])('is an odd answer where it would be asked for: %s', async (_, field, selection, item) => {
    await using world = await startFaultyWorld(() => ({
      when: 'after',
      play: ({ real, respond }) =>
        real &&
        respond({ ...real, body: JSON.stringify({ ...JSON.parse(String(real.body)), data: [{ ...item, id: '..' }] }) }),
    }));
    const answer = await world.query(`{ ${field}(first: 1) { nodes { ${selection} } } }`);
    expect(answer.data[field].nodes).toEqual([{ [selection.split(' ')[0] ?? '']: null }]);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' } }]);
    expect(answer.errors?.[0]?.message).toContain(`${item.object} ..`);
  });
});

describe('what is newer than this schema', () => {
  const seed = SEED.map((object) => {
    if (object.id === 'trxne_1SeedA000354' || object.id === 'trxne_1SeedA000353') {
      return { ...object, type: 'paid_in_seashells', flow_type: 'seashell', seashells: { count: 3 } };
    }
    return object;
  });

  it('shows as UNRECOGNIZED with a warning for each place, and fails nothing', async () => {
    await using world = await startFaultyWorld(() => undefined, { seed });
    const answer = await world.query(`{
      transactionEntries(financialAccount: "fa_1Seed000001", first: 3) {
        nodes { id type flowType currency flowDetails { __typename } }
      }
    }`);
    expect(answer.errors).toBeUndefined();
    const strange = { type: 'UNRECOGNIZED', flowType: 'UNRECOGNIZED', currency: 'USD', flowDetails: null };
    expect(answer.data.transactionEntries.nodes).toEqual([
      { id: 'trxne_1SeedA000354', ...strange },
      { id: 'trxne_1SeedA000353', ...strange },
      expect.objectContaining({ id: 'trxne_1SeedA000352', type: expect.not.stringMatching('UNRECOGNIZED') }),
    ]);
    const told = (answer.extensions?.warnings ?? []) as { code: string; path: unknown; value: string }[];
    expect(told.map(({ code, path, value }) => [code, path, value])).toEqual(
      [0, 1].flatMap((item) => [
        ['UNRECOGNIZED_VALUE', ['transactionEntries', 'nodes', item, 'type'], 'paid_in_seashells'],
        ['UNRECOGNIZED_VALUE', ['transactionEntries', 'nodes', item, 'flowType'], 'seashell'],
      ]),
    );
  });

  const withPermissions = (permissions: readonly string[]) =>
    SEED.map((object) => (object.id === 'fca_1Seed000001' ? { ...object, permissions } : object));
  const PERMISSIONS = '{ financialConnectionsAccount(id: "fca_1Seed000001") { allowed: permissions } }';

  it('tells several values of one list apart, and no key in them', async () => {
    const seed = withPermissions(['balances', 'shells', 'sk_test_51Secret', 'shells']);
    await using world = await startFaultyWorld(() => undefined, { seed });
    const answer = await world.query(PERMISSIONS);
    expect(answer.errors).toBeUndefined();
    const [known, ...unknown] = answer.data.financialConnectionsAccount.allowed;
    expect([known, ...new Set(unknown)]).toEqual(['BALANCES', 'UNRECOGNIZED']);
    const place = (item: number, value: string) => ({
      path: ['financialConnectionsAccount', 'allowed', item],
      value,
    });
    expect(answer.extensions?.warnings).toMatchObject([place(1, 'shells'), place(2, '[redacted]'), place(3, 'shells')]);
    expect(JSON.stringify(answer)).not.toContain('51Secret');
  });

  it.each([
    [20, false],
    [21, true],
    [300, true],
  ])('of %i values tells at most 20, and whether there are more', async (count, areMore) => {
    const seed = withPermissions(Array.from({ length: count }, (_, n) => `shell_${n}`));
    await using world = await startFaultyWorld(() => undefined, { seed });
    const answer = await world.query(PERMISSIONS);
    const told = (answer.extensions?.warnings ?? []) as { message: string; value: string }[];
    expect(told.map(({ value }) => value)).toEqual(Array.from({ length: 20 }, (_, n) => `shell_${n}`));
    const more = told.filter(({ message }) => message.includes('only the first 20'));
    expect(more).toEqual(areMore ? told.slice(-1) : []);
  });
});

describe('a list that contradicts itself', () => {
  const item = (n: number) => ({ id: `tr_1Loop${n}`, object: 'transfer' });
  const items = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => item(from + n));

  interface List {
    readonly data: readonly object[];
    readonly has_more: boolean;
  }

  /** The whole answer of an upstream whose n-th page is made by `page`, and how often it was asked. */
  const read = async (args: string, page: (n: number) => List) => {
    let asked = 0;
    await using world = await startFaultyWorld(() => ({
      when: 'before',
      play: ({ respond }) => {
        asked += 1;
        const body = JSON.stringify({ object: 'list', url: '/v1/transfers', ...page(asked) });
        respond({ status: 200, headers: { 'content-type': 'application/json' }, body });
      },
    }));
    const answer = await world.query(
      `{ transfers(${args}) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } __typename }`,
    );
    expect(answer.errors).toBeUndefined();
    const { nodes, pageInfo } = answer.data.transfers;
    return { asked, ids: nodes.map(({ id }: { id: string }) => id), pageInfo, warnings: warnings(answer) };
  };

  const ids = (from: number, to: number): string[] => items(from, to).map(({ id }) => id);
  const END = { hasNextPage: false, hasPreviousPage: false };
  const WARNED = ['PAGINATION_INCONSISTENT'];

  it('promises more over an empty page: the page ends there', async () => {
    const found = await read('first: 250', () => ({ data: [], has_more: true }));
    expect(found).toEqual({ asked: 1, ids: [], pageInfo: END, warnings: WARNED });
  });

  it('promises more, and then brings nothing', async () => {
    const found = await read('first: 250', (n) => ({ data: n === 1 ? items(0, 100) : [], has_more: true }));
    expect(found).toEqual({ asked: 2, ids: ids(0, 100), pageInfo: END, warnings: WARNED });
  });

  it('repeats its page: at most one more is read', async () => {
    const found = await read('first: 1000', () => ({ data: items(0, 100), has_more: true }));
    expect(found).toEqual({ asked: 2, ids: ids(0, 100), pageInfo: END, warnings: WARNED });
  });

  it('goes round in three pages: each item is there once', async () => {
    const found = await read('first: 1000', (n) => {
      const start = ((n - 1) % 3) * 100;
      return { data: items(start, start + 100), has_more: true };
    });
    expect(found).toEqual({ asked: 4, ids: ids(0, 300), pageInfo: END, warnings: WARNED });
  });

  it('repeats an item at the edge of two pages', async () => {
    const found = await read('first: 200', (n) => ({
      data: n === 1 ? items(0, 100) : items(99, 199),
      has_more: true,
    }));
    expect(found).toEqual({ asked: 2, ids: ids(0, 199), pageInfo: END, warnings: WARNED });
  });

  it('repeats an item in one page', async () => {
    const found = await read('first: 5', () => ({ data: [item(1), item(2), item(1), item(3)], has_more: true }));
    expect(found).toEqual({ asked: 1, ids: ['tr_1Loop1', 'tr_1Loop2', 'tr_1Loop3'], pageInfo: END, warnings: WARNED });
  });

  it('repeats its page backwards', async () => {
    const found = await read('last: 250, before: "tr_1Loop500"', () => ({ data: items(0, 100), has_more: true }));
    const pageInfo = { hasNextPage: true, hasPreviousPage: false };
    expect(found).toEqual({ asked: 2, ids: ids(0, 100), pageInfo, warnings: WARNED });
  });

  it('brings more than it was asked for: the rest is left for the next page', async () => {
    const found = await read('first: 3', () => ({ data: items(0, 10), has_more: false }));
    expect(found).toMatchObject({ asked: 1, ids: ids(0, 3), pageInfo: { ...END, hasNextPage: true }, warnings: [] });
  });
});
