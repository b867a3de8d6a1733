import { parse } from 'graphql';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { restKey } from '../../src/graph/kit/idempotency.ts';
import { afterEffect, cutShort, refuses } from '../faulty-upstream/faults.ts';
import {
  AMOUNT,
  ask,
  createOperation,
  resultFields,
  sentKey,
  startGateway,
  startLedgerWorld,
  transferIds,
  transferSeed,
  updateOperation,
} from './world.ts';

const [TRANSFER = '', OTHER = ''] = transferIds(2);
const POST = `POST /v1/transfers/${TRANSFER}/reversals`;

describe('createTransferReversal', () => {
  it('reverses, and says what it made, under which key and request', async () => {
    const { reverse, upstream, calls, books } = await startLedgerWorld();
    const result = await reverse({
      description: 'Returned',
      metadata: { order: '12', 'a.b': 'ü€' },
      refundApplicationFee: false,
    });
    const made = (await books()).reversals;
    expect(made).toMatchObject([{ amount: 100, metadata: { order: '12', 'a.b': 'ü€' } }]);
    expect(result).toEqual({
      __typename: 'CreateTransferReversalPayload',
      transferReversal: { id: `${TRANSFER}/${made[0]?.id}`, stripeId: made[0]?.id, amount: 100 },
      idempotencyKey: 'key-1',
      replayed: false,
      requestId: expect.stringMatching(/^req_/),
    });
    expect(calls()).toEqual([POST]);
    const [request] = upstream.requests;
    expect(request?.idempotencyKey).toBe(sentKey('key-1'));
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      amount: '100',
      description: 'Returned',
      'expand[0]': 'transfer',
      'metadata[order]': '12',
      'metadata[a.b]': 'ü€',
      refund_application_fee: 'false',
    });
  });

  it('reverses all that is left when that is said', async () => {
    const { ask, upstream } = await startLedgerWorld();
    const input = { transfer: TRANSFER, all: true, idempotencyKey: 'all' };
    const answer = await ask(createOperation('amount transfer { amountReversed reversed }'), { input });
    expect(answer.data.createTransferReversal.transferReversal).toEqual({
      amount: AMOUNT,
      transfer: { amountReversed: AMOUNT, reversed: true },
    });
    expect(upstream.requests[0]?.body).not.toContain('amount');
  });

  it('shows the transfer as it is afterwards, with its reversals, for no call more', async () => {
    const { ask, calls } = await startLedgerWorld();
    const selection = 'amount transfer { amountReversed reversed reversals { nodes { amount } } }';
    const one = (name: string, amount: number) =>
      `${name}: createTransferReversal(input: { transfer: "${TRANSFER}", amount: ${amount}, idempotencyKey: "${name}" }) {
        ${resultFields('CreateTransferReversalPayload', selection)}
      }`;
    const { data, extensions } = await ask(`mutation { ${one('a', 100)} ${one('b', 250)} }`);
    expect(data.a.transferReversal).toEqual({
      amount: 100,
      transfer: { amountReversed: 100, reversed: false, reversals: { nodes: [{ amount: 100 }] } },
    });
    expect(data.b.transferReversal).toEqual({
      amount: 250,
      transfer: { amountReversed: 350, reversed: false, reversals: { nodes: [{ amount: 250 }, { amount: 100 }] } },
    });
    expect(calls()).toEqual([POST, POST]);
    expect(extensions?.cost).toMatchObject({ actual: 2 });
  });

  it('forgets what was fetched below an earlier mutation of the operation', async () => {
    const { ask, reverse, calls } = await startLedgerWorld();
    const { transferReversal: oldest } = await reverse();
    // The same page is asked for twice, and must be read twice.
    const newer = `transfer { reversals(last: 100, before: "${oldest.stripeId}") { nodes { amount } } }`;
    const one = (name: string, amount: number) =>
      `${name}: createTransferReversal(input: { transfer: "${TRANSFER}", amount: ${amount}, idempotencyKey: "${name}" }) {
        ${resultFields('CreateTransferReversalPayload', newer)}
      }`;
    const { data } = await ask(`mutation { ${one('a', 1)} ${one('b', 2)} }`);
    expect(data.a.transferReversal.transfer.reversals.nodes).toEqual([{ amount: 1 }]);
    expect(data.b.transferReversal.transfer.reversals.nodes).toEqual([{ amount: 2 }, { amount: 1 }]);
    expect(calls().slice(1)).toEqual([POST, expect.stringMatching(/^GET /), POST, expect.stringMatching(/^GET /)]);
  });

  it('takes one GET for the balance transaction', async () => {
    const { reverse, calls } = await startLedgerWorld();
    const { transferReversal } = await reverse({}, 'balanceTransaction { id amount type }');
    expect(transferReversal.balanceTransaction).toMatchObject({ amount: 100, type: 'TRANSFER_REFUND' });
    expect(calls()).toEqual([POST, `GET /v1/balance_transactions/${transferReversal.balanceTransaction.id}`]);
  });
});

describe('updateTransferReversal', () => {
  it('changes the metadata and leaves other keys alone', async () => {
    const { reverse, update, calls } = await startLedgerWorld();
    const { transferReversal: made } = await reverse({ metadata: { a: '1', b: '2' } });
    const result = await update(
      { id: made.id, metadata: { b: '', c: '3' } },
      'id metadata transfer { amountReversed }',
    );
    expect(result).toMatchObject({
      __typename: 'UpdateTransferReversalPayload',
      transferReversal: { id: made.id, metadata: { a: '1', c: '3' }, transfer: { amountReversed: 100 } },
      replayed: false,
    });
    expect(calls()).toEqual([POST, `${POST}/${made.stripeId}`]);
  });

  it('is replayed under the same key', async () => {
    const { reverse, update } = await startLedgerWorld();
    const { transferReversal: made } = await reverse();
    await update({ id: made.id, metadata: { a: '1' } });
    expect(await update({ id: made.id, metadata: { a: '1' } })).toMatchObject({ replayed: true });
  });

  it('has keys apart from those of createTransferReversal', async () => {
    const { reverse, update } = await startLedgerWorld();
    const { transferReversal: made } = await reverse({ idempotencyKey: 'same' });
    const result = await update({ id: made.id, metadata: { a: '1' }, idempotencyKey: 'same' });
    expect(result).toMatchObject({ __typename: 'UpdateTransferReversalPayload', replayed: false });
  });

  it.each([
    ['another transfer', `${OTHER}/trr_1Nothing`],
    ['no transfer', 'tr_1Nothing/trr_1Nothing'],
  ])('refuses the id of %s', async (_, id) => {
    const { update, effects } = await startLedgerWorld();
    expect(await update({ id, metadata: { a: '1' } })).toMatchObject({
      __typename: 'InvalidRequestProblem',
      code: 'NOT_FOUND',
      outcome: 'REJECTED',
      param: ['id'],
    });
    expect(effects()).toBe(0);
  });

  it('names its id when REST names the transfer in it', async () => {
    const error = { type: 'invalid_request_error', code: 'resource_missing', param: 'transfer' };
    const { update } = await startLedgerWorld({ faults: () => refuses(404, error) });
    const result = await update({ id: `${TRANSFER}/trr_1`, metadata: { a: '1' } });
    expect(result).toMatchObject({ outcome: 'REJECTED', param: ['id'] });
  });

  it.each(['trr_1Abc', 'tr_1Abc', 'tr_1/../trr_1', 'tr_1/trr_1/x', 'tr_1#/trr_1', 'tr_1?/trr_1', '', '/'])(
    'refuses %j for an id before any call',
    async (id) => {
      const { update, calls } = await startLedgerWorld();
      expect(await update({ id, metadata: { a: '1' } })).toMatchObject({ code: 'BAD_USER_INPUT', param: ['id'] });
      expect(calls()).toEqual([]);
    },
  );
});

describe('asking again with the same key', () => {
  it('does nothing twice, and answers the same', async () => {
    const { reverse, effects, books } = await startLedgerWorld();
    const first = await reverse();
    const second = await reverse();
    expect(second).toMatchObject({ replayed: true, transferReversal: first.transferReversal });
    expect((await books()).amountReversed).toBe(100);
    expect(effects()).toBe(1);
  });

  it('is the same request whatever is selected: what the POST sends depends on the input alone', async () => {
    const world = await startLedgerWorld();
    const { reverse, upstream } = world;
    await reverse({}, 'id');
    for (const selection of [
      '__typename',
      'id amount currency created metadata',
      'transfer { id }',
      'transfer { amountReversed description reversals(first: 2) { edges { cursor node { amount } } } }',
      'balanceTransaction { amount } destinationPaymentRefund { id }',
    ]) {
      expect(await reverse({}, selection)).toMatchObject({ replayed: true });
    }
    const posts = upstream.requests.filter(({ method }) => method === 'POST');
    expect(posts).toHaveLength(6);
    expect(new Set(posts.map(({ body }) => body)).size).toBe(1);
    expect(world.effects()).toBe(1);
  });

  it('answers a refusal again, too', async () => {
    const world = await startLedgerWorld();
    const tooMuch = { amount: AMOUNT + 1 };
    const first = await world.reverse(tooMuch);
    expect(first.outcome).toBe('REJECTED');
    expect(await world.reverse(tooMuch)).toEqual({ ...first, requestId: expect.any(String) });
    expect(world.effects()).toBe(0);
  });

  it.each([
    ['another amount', { amount: 101 }],
    ['all that is left', { amount: undefined, all: true }],
    ['another transfer', { transfer: OTHER }],
    ['a description', { description: 'x' }],
    ['other metadata', { metadata: { a: '1' } }],
  ])('with %s is refused, and nothing is done', async (_, change) => {
    const world = await startLedgerWorld();
    await world.reverse();
    const result = await world.reverse(change);
    expect(result).toMatchObject({
      __typename: 'IdempotencyProblem',
      code: 'IDEMPOTENCY_MISMATCH',
      outcome: 'REJECTED',
      retryable: false,
      param: ['idempotencyKey'],
    });
    expect(result.message).not.toContain('gql1_');
    expect(world.effects()).toBe(1);
    expect((await world.books()).amountReversed).toBe(100);
  });
});

describe('what REST refuses', () => {
  it('is REJECTED, with the path in the input, when more is asked for than is left', async () => {
    const world = await startLedgerWorld();
    expect(await world.reverse({ amount: AMOUNT + 1 })).toMatchObject({
      __typename: 'InvalidRequestProblem',
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('greater than the unreversed amount'),
      outcome: 'REJECTED',
      param: ['amount'],
      retryable: false,
      requestId: expect.stringMatching(/^req_/),
    });
    expect(world.effects()).toBe(0);
  });

  it('is REJECTED when nothing is left', async () => {
    const world = await startLedgerWorld();
    await world.reverse({ amount: AMOUNT, idempotencyKey: 'all' });
    expect(await world.reverse()).toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: expect.stringContaining('already fully reversed'),
      outcome: 'REJECTED',
      param: null,
      retryable: false,
      stripe: { type: 'invalid_request_error', code: null, statusCode: 400 },
    });
    expect(world.effects()).toBe(1);
  });

  it('is REJECTED when there is no such transfer', async () => {
    const world = await startLedgerWorld();
    expect(await world.reverse({ transfer: 'tr_1Nothing' })).toMatchObject({
      __typename: 'InvalidRequestProblem',
      code: 'NOT_FOUND',
      outcome: 'REJECTED',
      param: ['transfer'],
    });
    expect(world.effects()).toBe(0);
  });

  it.each([
    ['metadata[some_key]', ['metadata', 'some_key']],
    ['metadata[constructor]', ['metadata', 'constructor']],
    ['refund_application_fee', ['refundApplicationFee']],
    ['constructor', ['constructor']],
    ['__proto__', expect.any(Array)],
  ])('has the parameter %s as a path in the input', async (param, path) => {
    const { reverse } = await startLedgerWorld({
      faults: () => refuses(400, { type: 'invalid_request_error', param }),
    });
    expect(await reverse()).toMatchObject({ outcome: 'REJECTED', param: path });
  });

  it.each(['tr_1/../x', '..', 'tr_1#x', 'tr_1?a', 'tr_1\\..\\x', '%2e%2e', '', 'ch_1Abc', `tr_${'x'.repeat(10_000)}`])(
    'is refused here when it is an id such as %j',
    async (transfer) => {
      const { reverse, calls } = await startLedgerWorld();
      const result = await reverse({ transfer });
      expect(result).toMatchObject({ code: 'BAD_USER_INPUT', outcome: 'REJECTED', param: ['transfer'] });
      expect(calls()).toEqual([]);
    },
  );
});

describe('the idempotency key', () => {
  it.each([
    ['empty', ''],
    ['blank', ' '],
    ['nothing but blanks', '    '],
    ['256 characters long', 'k'.repeat(256)],
    ['of two lines', 'key\r\nX-Injected: 1'],
    ['with a line feed', 'key\n'],
    ['with NUL', 'key\0'],
    ['with DEL', 'key\x7f'],
    ['not ASCII', 'clé'],
    ['an emoji', '🔑'],
    ['a lone surrogate', '\ud83d'],
  ])('is refused before any call when it is %s', async (_, idempotencyKey) => {
    const { reverse, calls } = await startLedgerWorld();
    expect(await reverse({ idempotencyKey })).toMatchObject({
      __typename: 'InvalidRequestProblem',
      code: 'BAD_USER_INPUT',
      outcome: 'REJECTED',
      param: ['idempotencyKey'],
      requestId: null,
    });
    expect(calls()).toEqual([]);
  });

  it.each([
    ['missing in a literal', `{ transfer: "${TRANSFER}", amount: 1 }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['null in a literal', `{ transfer: "${TRANSFER}", idempotencyKey: null }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['a number in a literal', `{ transfer: "${TRANSFER}", idempotencyKey: 7 }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['missing in a variable', { transfer: TRANSFER, amount: 1 }, 'BAD_USER_INPUT'],
    ['null in a variable', { transfer: TRANSFER, idempotencyKey: null }, 'BAD_USER_INPUT'],
    ['a number in a variable', { transfer: TRANSFER, idempotencyKey: 7 }, 'BAD_USER_INPUT'],
  ])('is refused before any call when it is %s', async (_, input, code) => {
    const { ask, calls } = await startLedgerWorld();
    const isLiteral = typeof input === 'string';
    const answer = isLiteral
      ? await ask(`mutation { createTransferReversal(input: ${input}) { __typename } }`)
      : await ask(createOperation(), { input });
    expect(answer.errors).toMatchObject([{ extensions: { code } }]);
    expect(calls()).toEqual([]);
  });

  it.each(['k'.repeat(255), 'a, b', '"', 'key with spaces', 'gql1_'])('may be %j', async (idempotencyKey) => {
    const { reverse, upstream } = await startLedgerWorld();
    expect(await reverse({ idempotencyKey })).toMatchObject({ idempotencyKey, replayed: false });
    expect(await reverse({ idempotencyKey })).toMatchObject({ idempotencyKey, replayed: true });
    for (const request of upstream.requests) expect(request.idempotencyKey).toMatch(/^gql1_[0-9a-f]{64}$/);
  });

  it('differs for REST by tenant, account, mutation and caller, and by nothing else', () => {
    const scope = { tenant: 'a', account: 'acct_1', mutation: 'm' };
    const keys = [
      restKey(scope, 'k'),
      restKey({ ...scope, tenant: 'b' }, 'k'),
      restKey({ ...scope, account: undefined }, 'k'),
      restKey({ ...scope, account: 'acct_2' }, 'k'),
      restKey({ ...scope, mutation: 'n' }, 'k'),
      restKey(scope, 'l'),
      // Parts that could run into each other.
      restKey({ tenant: 'aa', account: 'cct_1', mutation: 'm' }, 'k'),
      restKey({ tenant: 'a', account: 'acct_1","m', mutation: '' }, 'k'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(restKey({ ...scope }, 'k')).toBe(keys[0]);
    // Every replica and every later version must derive the same, or a replay would be a second reversal.
    expect(sentKey('key-1')).toBe('gql1_9c1fb2ff2e18ef2563cdcec4f8a5531051810e6193650615d66fecaa1cdfb37c');
  });

  it('of two connected accounts is two keys', async () => {
    const accounts = { acct_1A: transferSeed(1), acct_1B: transferSeed(1) };
    const { upstream, gateway } = await startLedgerWorld({ accounts });
    const input = { transfer: TRANSFER, amount: 5, idempotencyKey: 'same' };
    const gateways = ['acct_1A', 'acct_1B'].map((account) => startGateway({ apiBase: upstream.url, account }));
    for (const each of [gateway, ...gateways]) {
      const { data } = await ask(each, createOperation(), { input });
      expect(data.createTransferReversal).toMatchObject({ replayed: false, transferReversal: { amount: 5 } });
    }
    expect([...upstream.ledger.byKey.values()]).toEqual([1, 1, 1]);
  });
});

/** A UUIDv7 made that many milliseconds ago. */
const uuidV7 = (ageMs: number): string => {
  const time = (Date.now() - ageMs).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7abc-8abc-0123456789ab`;
};
const HOUR = 3_600_000;

describe('a UUIDv7 as the key', () => {
  it.each([
    ['23 hours and a second', uuidV7(23 * HOUR + 1_000)],
    ['30 days', uuidV7(720 * HOUR)],
    ['24 hours, in capitals', uuidV7(24 * HOUR).toUpperCase()],
    ['24 hours, in braces', `{${uuidV7(24 * HOUR)}}`],
    ['24 hours, as a URN', `urn:uuid:${uuidV7(24 * HOUR)}`],
    ['24 hours, without dashes', uuidV7(24 * HOUR).replaceAll('-', '')],
    ['24 hours, in parentheses', `(${uuidV7(24 * HOUR)})`],
    ['24 hours, in quotes', `"${uuidV7(24 * HOUR)}"`],
    ['24 hours, between spaces', ` ${uuidV7(24 * HOUR)} `],
  ])('is refused at the age of %s', async (_, idempotencyKey) => {
    const { reverse, calls } = await startLedgerWorld();
    expect(await reverse({ idempotencyKey })).toMatchObject({
      __typename: 'InvalidRequestProblem',
      code: 'IDEMPOTENCY_KEY_EXPIRED',
      outcome: 'NOT_APPLIED',
      message: expect.stringContaining('may have been done'),
      param: ['idempotencyKey'],
    });
    expect(calls()).toEqual([]);
  });

  it.each([
    ['made now', uuidV7(0)],
    ['made 22 hours and 59 minutes ago', uuidV7(23 * HOUR - 60_000)],
    ['of a clock that is four minutes ahead', uuidV7(-4 * 60_000)],
    ['of now, in braces', `{${uuidV7(0)}}`],
    ['of now, without dashes', uuidV7(0).replaceAll('-', '')],
    ['of version 4, whose digits are no time', '00000000-0000-4abc-8abc-0123456789ab'],
  ])('is taken when it is %s', async (_, idempotencyKey) => {
    const { reverse } = await startLedgerWorld();
    expect(await reverse({ idempotencyKey })).toMatchObject({ replayed: false });
  });
});

describe('a UUIDv7 of the future', () => {
  it.each([
    ['six minutes ahead', uuidV7(-6 * 60_000)],
    ['a year ahead, as a URN', `urn:uuid:${uuidV7(-8_760 * HOUR)}`],
    ['an hour ahead, without dashes', uuidV7(-HOUR).replaceAll('-', '')],
  ])('is refused when it is %s: its age could not be told once REST has forgotten it', async (_, idempotencyKey) => {
    const { reverse, calls } = await startLedgerWorld();
    expect(await reverse({ idempotencyKey })).toMatchObject({
      code: 'BAD_USER_INPUT',
      outcome: 'NOT_APPLIED',
      message: expect.stringContaining('UUIDv7 of the future'),
      param: ['idempotencyKey'],
    });
    expect(calls()).toEqual([]);
  });

  it('is not called REJECTED by a replica whose clock is behind: another may have sent it', async () => {
    const { reverse, effects } = await startLedgerWorld({
      faults: ({ n }) => (n === 1 ? afterEffect(cutShort('length')) : undefined),
      gateway: { clientOptions: { maxAttempts: { read: 1, write: 1 }, retryBaseMs: 1 } },
    });
    const idempotencyKey = uuidV7(-4 * 60_000);
    expect(await reverse({ idempotencyKey })).toMatchObject({ outcome: 'UNKNOWN' });
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now - HOUR);
    onTestFinished(() => void vi.restoreAllMocks());
    const told = await reverse({ idempotencyKey });
    expect(told).toMatchObject({ outcome: 'NOT_APPLIED', message: expect.stringContaining('still open') });
    expect(told.message).not.toMatch(/nothing was done/);
    expect(effects()).toBe(1);
  });
});

describe('the amount', () => {
  it.each([
    ['neither', {}, ['amount'], /`all: true`/],
    ['an amount that was never computed', { amount: undefined }, ['amount'], /`all: true`/],
    ['`all: false` alone', { amount: undefined, all: false }, ['amount'], /`all: true`/],
    ['both', { amount: 1, all: true }, ['all'], /not both/],
    ['all and an amount that is null', { amount: null, all: true }, ['amount'], /at least 1/],
  ])('is refused before any call with %s', async (_, given, param, message) => {
    const { ask, calls } = await startLedgerWorld();
    const { data } = await ask(createOperation(), { input: { transfer: TRANSFER, idempotencyKey: 'k', ...given } });
    expect(data.createTransferReversal).toMatchObject({
      code: 'BAD_USER_INPUT',
      outcome: 'REJECTED',
      param,
      message: expect.stringMatching(message),
    });
    expect(calls()).toEqual([]);
  });

  it.each([1, 2 ** 31, 99_999_999_999, AMOUNT])('%d arrives whole, as a variable and as a literal', async (amount) => {
    const { reverse, ask, upstream } = await startLedgerWorld();
    expect(await reverse({ amount })).toMatchObject({ transferReversal: { amount } });
    const literal = `{ transfer: "${OTHER}", amount: ${amount}, idempotencyKey: "literal" }`;
    const answer = await ask(
      `mutation { createTransferReversal(input: ${literal}) { ${resultFields('CreateTransferReversalPayload', 'amount')} } }`,
    );
    expect(answer.data.createTransferReversal.transferReversal.amount).toBe(amount);
    for (const { body } of upstream.requests) expect(new URLSearchParams(body).get('amount')).toBe(String(amount));
  });

  it.each([
    ['0', 0],
    ['-0', -0],
    ['-1', -1],
    ['NaN, which JSON writes as null', Number.NaN],
    ['null', null],
  ])('%s is a problem before any call', async (_, amount) => {
    const { reverse, calls } = await startLedgerWorld();
    expect(await reverse({ amount })).toMatchObject({
      __typename: 'InvalidRequestProblem',
      code: 'BAD_USER_INPUT',
      outcome: 'REJECTED',
      param: ['amount'],
    });
    expect(calls()).toEqual([]);
  });

  it.each([1e21, 2 ** 53, 1.5, -1e21, '100&x=1', '100', true, [100], { amount: 1 }])(
    'the variable %j is no amount',
    async (amount) => {
      const { ask, calls } = await startLedgerWorld();
      const answer = await ask(createOperation(), { input: { transfer: TRANSFER, amount, idempotencyKey: 'k' } });
      expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(calls()).toEqual([]);
    },
  );

  it.each(['1e21', '1.5', '1.0', '9007199254740993', 'NaN', '"100&x=1"', '"100"', 'true', '[100]'])(
    'the literal %s is no amount',
    async (amount) => {
      const { ask, calls } = await startLedgerWorld();
      const input = `{ transfer: "${TRANSFER}", amount: ${amount}, idempotencyKey: "k" }`;
      const answer = await ask(`mutation { createTransferReversal(input: ${input}) { __typename } }`);
      expect(answer.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
      expect(calls()).toEqual([]);
    },
  );

  it('that a variable leaves out takes nothing back', async () => {
    const { ask } = await startLedgerWorld();
    const query = `mutation ($amount: SafeInt) {
      createTransferReversal(input: { transfer: "${TRANSFER}", amount: $amount, idempotencyKey: "k" }) {
        ${resultFields('CreateTransferReversalPayload', 'amount')}
      }
    }`;
    expect((await ask(query, { amount: null })).data.createTransferReversal.param).toEqual(['amount']);
    expect((await ask(query, {})).data.createTransferReversal).toMatchObject({
      outcome: 'REJECTED',
      param: ['amount'],
    });
  });
});

const entries = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${index}`, 'x']));

describe('metadata', () => {
  it.each([
    ['51 keys', entries(51), ['metadata']],
    ['a key of 41 characters', { ['k'.repeat(41)]: 'x' }, ['metadata', 'k'.repeat(41)]],
    ['an empty key', { '': 'x' }, ['metadata', '']],
    ['a value of 501 characters', { some_key: 'x'.repeat(501) }, ['metadata', 'some_key']],
    ['a key with brackets', { 'a]&amount=1&x[': 'x' }, ['metadata', 'a]&amount=1&x[']],
    ['a key with one bracket', { 'a[': 'x' }, ['metadata', 'a[']],
    ['a number', { some_key: 1 }, ['metadata', 'some_key']],
    ['a boolean', { some_key: true }, ['metadata', 'some_key']],
    ['null', { some_key: null }, ['metadata', 'some_key']],
    ['an object', { some_key: { a: 'b' } }, ['metadata', 'some_key']],
    ['a list', { some_key: ['a'] }, ['metadata', 'some_key']],
    ['the key __proto__', JSON.parse('{"__proto__":"x"}'), ['metadata', '__proto__']],
    ['an object under __proto__', JSON.parse('{"__proto__":{"a":"b"}}'), ['metadata', '__proto__']],
    ['a lone surrogate in a value', { some_key: 'x\ud800' }, ['metadata', 'some_key']],
    ['a lone surrogate under constructor', { constructor: '\udc00' }, ['metadata', 'constructor']],
    ['NUL in a value', { some_key: 'x\0y' }, ['metadata', 'some_key']],
    ['a lone surrogate in a key', { 'a\ud800': 'x' }, ['metadata', 'a\ud800']],
  ])('is refused before any call when it has %s', async (_, metadata, param) => {
    const { reverse, update, calls } = await startLedgerWorld();
    const refused = { __typename: 'InvalidRequestProblem', code: 'BAD_USER_INPUT', outcome: 'REJECTED', param };
    expect(await reverse({ metadata })).toMatchObject(refused);
    expect(await update({ id: `${TRANSFER}/trr_1`, metadata })).toMatchObject(refused);
    expect(calls()).toEqual([]);
  });

  it.each([
    ['50 keys', entries(50)],
    ['a key of 40 and a value of 500 characters', { ['k'.repeat(40)]: 'x'.repeat(500) }],
    ['names that objects have anyway', { constructor: 'x', toString: 'y', hasOwnProperty: 'z' }],
    ['what a form must escape', { 'a&amount=1': '&amount=1#?%00+ =\r\n', 'ü€😀': '😀' }],
    ['numbers for keys', { 7: 'x', 0: 'y' }],
  ])('arrives as it is with %s', async (_, metadata) => {
    const { reverse } = await startLedgerWorld();
    const result = await reverse({ metadata }, 'amount metadata');
    expect(result.transferReversal).toEqual({ amount: 100, metadata });
  });

  it('is the same request in any order of its keys', async () => {
    const { reverse, update, upstream } = await startLedgerWorld();
    const { transferReversal: made } = await reverse({ metadata: { b: '2', a: '1', ä: '3' } });
    expect(await reverse({ metadata: { ä: '3', a: '1', b: '2' } })).toMatchObject({ replayed: true });
    await update({ id: made.id, metadata: { d: '4', c: '3' } });
    expect(await update({ id: made.id, metadata: { c: '3', d: '4' } })).toMatchObject({ replayed: true });
    const sent = upstream.requests.map(({ body }) =>
      [...new URLSearchParams(body).keys()].filter((key) => key.startsWith('m')),
    );
    expect(sent[0]).toEqual(['metadata[a]', 'metadata[b]', 'metadata[ä]']);
    expect(sent[2]).toEqual(['metadata[c]', 'metadata[d]']);
  });

  it('is cleared where that is said', async () => {
    const { reverse, update, upstream } = await startLedgerWorld();
    const { transferReversal: made } = await reverse({ metadata: { a: '1', b: '2' } });
    const result = await update({ id: made.id, clearMetadata: true });
    expect(result.transferReversal.metadata).toEqual({});
    expect(new URLSearchParams(upstream.requests.at(-1)?.body).get('metadata')).toBe('');
  });

  it.each([
    ['nothing', {}, ['metadata'], /`clearMetadata: true`/],
    ['no key', { metadata: {} }, ['metadata'], /would change nothing.*`""`/],
    ['null', { metadata: null }, ['metadata'], /would change nothing/],
    ['no key, and not cleared', { metadata: {}, clearMetadata: false }, ['metadata'], /would change nothing/],
    ['both', { metadata: { a: '1' }, clearMetadata: true }, ['clearMetadata'], /not both/],
    ['an empty one beside it', { metadata: {}, clearMetadata: true }, ['clearMetadata'], /not both/],
    ['a null value', { metadata: { a: null } }, ['metadata', 'a'], /`""` to delete it/],
  ])('is refused in an update that gives %s', async (_, input, param, message) => {
    const { update, calls } = await startLedgerWorld();
    expect(await update({ id: `${TRANSFER}/trr_1`, ...input })).toMatchObject({
      code: 'BAD_USER_INPUT',
      outcome: 'REJECTED',
      param,
      message: expect.stringMatching(message),
    });
    expect(calls()).toEqual([]);
  });

  it('is refused as a literal, too', async () => {
    const { ask, calls } = await startLedgerWorld();
    const input = `{ transfer: "${TRANSFER}", amount: 1, idempotencyKey: "k", metadata: { __proto__: "x" } }`;
    const answer = await ask(
      `mutation { createTransferReversal(input: ${input}) { ${resultFields('CreateTransferReversalPayload', 'id')} } }`,
    );
    expect(answer.data.createTransferReversal.param).toEqual(['metadata', '__proto__']);
    expect(calls()).toEqual([]);
  });
});

describe('the description', () => {
  it.each(['\ud800', 'a\udc00b', 'a\0b'])('%j is refused before any call', async (description) => {
    const { reverse, calls } = await startLedgerWorld();
    expect(await reverse({ description })).toMatchObject({
      code: 'BAD_USER_INPUT',
      outcome: 'REJECTED',
      param: ['description'],
    });
    expect(calls()).toEqual([]);
  });

  it('arrives as it is', async () => {
    const { reverse, upstream } = await startLedgerWorld();
    const description = 'a&amount=1+%26 "ü€😀"\r\n';
    expect(await reverse({ description })).toMatchObject({ replayed: false });
    expect(new URLSearchParams(upstream.requests[0]?.body).get('description')).toBe(description);
  });
});

const field = (name: string) =>
  `${name}: createTransferReversal(input: { transfer: "${TRANSFER}", amount: 1, idempotencyKey: "${name}" }) { __typename }`;
const fields = (count: number, prefix = 'm') =>
  Array.from({ length: count }, (_, index) => field(`${prefix}${index}`)).join(' ');

describe('many mutations in one operation', () => {
  it.each([
    ['aliases', `mutation { ${fields(6)} }`, 6],
    ['a thousand aliases', `mutation { ${fields(1000)} }`, 1000],
    ['a fragment', `mutation { ...A } fragment A on Mutation { ${fields(6)} }`, 6],
    [
      'nested fragments',
      `mutation { ...A ${fields(2, 'a')} } fragment A on Mutation { ...B ${fields(2, 'b')} } fragment B on Mutation { ${fields(2, 'c')} }`,
      6,
    ],
    ['inline fragments', `mutation { ... on Mutation { ${fields(3, 'a')} } ... { ${fields(3, 'b')} } }`, 6],
    ['directives that let all pass', `mutation ($on: Boolean = true) { ... @include(if: $on) { ${fields(6)} } }`, 6],
  ])('are refused as one when they come by %s', async (_, query, count) => {
    const { ask, calls } = await startLedgerWorld({
      gateway: { maxDocumentCharacters: 1_000_000, maxTokens: 100_000, maxAliases: 1000, maxRootFields: 1000 },
    });
    expect(parse(query).definitions.length).toBeGreaterThan(0);
    const { data, errors } = await ask(query);
    expect(errors).toMatchObject([{ extensions: { code: 'TOO_MANY_MUTATIONS' } }]);
    expect(errors?.[0]?.message).toContain(`not ${count}`);
    expect(data).toBeUndefined();
    expect(calls()).toEqual([]);
  });

  it.each([
    ['five', `mutation { ${fields(5)} }`],
    ['five and their type', `mutation { __typename ${fields(5)} }`],
    ['five of which each is written twice', `mutation { ${fields(5)} ...A } fragment A on Mutation { ${fields(5)} }`],
    ['five that are not skipped', `mutation { ${fields(5)} ... @skip(if: true) { ${fields(5, 'n')} } }`],
    ['five, in a document with more', `mutation A { ${fields(5)} } mutation B { ${fields(9)} }`],
  ])('are carried out when they are %s', async (name, query) => {
    const world = await startLedgerWorld();
    const response = await world.gateway.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, ...(name.endsWith('more') ? { operationName: 'A' } : {}) }),
    });
    expect(await response.json()).not.toHaveProperty('errors');
    expect(world.effects()).toBe(5);
  });

  it('are refused as a batch', async () => {
    const { gateway, calls } = await startLedgerWorld();
    const response = await gateway.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: `mutation { ${field('a')} }` }, { query: `mutation { ${field('b')} }` }]),
    });
    expect(response.status).toBe(400);
    expect(calls()).toEqual([]);
  });

  it('each have an answer of their own: one refusal takes no neighbour with it', async () => {
    const world = await startLedgerWorld();
    const wrong = `wrong: createTransferReversal(input: { transfer: "tr_1Nothing", all: true, idempotencyKey: "w" }) { __typename }`;
    const { data, errors } = await world.ask(`mutation { ${field('a')} ${wrong} ${field('b')} }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      a: { __typename: 'CreateTransferReversalPayload' },
      wrong: { __typename: 'InvalidRequestProblem' },
      b: { __typename: 'CreateTransferReversalPayload' },
    });
    expect(world.effects()).toBe(2);
  });
});

it('an input that asks for more than metadata is refused by name', async () => {
  const { ask, calls } = await startLedgerWorld();
  const input = { id: `${TRANSFER}/trr_1`, metadata: {}, amount: 5, idempotencyKey: 'k' };
  expect((await ask(updateOperation(), { input })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(calls()).toEqual([]);
});
