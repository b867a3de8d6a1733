import { describe, expect, it } from 'vitest';
import { readTokens } from '../../src/auth/tokens.ts';
import { bearer, type Holder, refusals, sha256, startAuthWorld, tokenAuth, write } from './world.ts';

const slow: Holder = { name: 'slow', token: 'slow-'.repeat(8), scopes: ['*'], restCallsPerSecond: 2 };
const free: Holder = { name: 'free', token: 'free-'.repeat(8), scopes: ['*'] };

const ids = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `tr_1None${from + n}`);
const lookUp = (of: readonly string[]) => `{ nodes(ids: ${JSON.stringify(of)}) { ... on Transfer { amount } } }`;

describe('restCallsPerSecond', () => {
  it('makes a caller wait for their own turn, and nobody else', async () => {
    await using world = await startAuthWorld({ gateway: tokenAuth(slow, free) });
    const began = performance.now();
    const own = await world.ask(lookUp(ids(3)), bearer(slow.token));
    // The third has its turn when the first is a second old: a lower bound, which no slow machine breaks.
    expect(performance.now() - began).toBeGreaterThan(950);
    expect(own.answer.errors).toBeUndefined();
    expect(own.answer.extensions?.cost).toMatchObject({ actual: 3 });
    world.forget();
    const others = await world.ask(lookUp(ids(40, 10)), bearer(free.token));
    expect(others.answer.errors).toBeUndefined();
    expect(world.requests).toHaveLength(40);
  });

  it('refuses what would not have its turn in time, and sends nothing of it', async () => {
    await using world = await startAuthWorld({ gateway: { ...tokenAuth(slow), operationTimeoutMs: 3_000 } });
    const reply = await world.ask(lookUp(ids(40)), bearer(slow.token));
    const codes = refusals(reply).map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(30);
    expect(new Set(codes)).toEqual(new Set(['OVERLOADED']));
    expect(reply.answer.errors?.[0]?.extensions).toMatchObject({ retryable: true, retryAfterMs: expect.any(Number) });
    expect(world.requests.length + codes.length).toBe(40);
    expect(reply.answer.extensions?.cost).toMatchObject({ actual: world.requests.length });
  });

  it('is one budget for all tokens of a caller, and reads leave writes alone', async () => {
    const again: Holder = { ...slow, token: 'again-'.repeat(8) };
    await using world = await startAuthWorld({ gateway: { ...tokenAuth(slow, again), operationTimeoutMs: 1_500 } });
    // Half a second of waiting is all that there is; the second token's reads would need a whole one.
    await world.ask(lookUp(ids(2)), bearer(slow.token));
    world.forget();
    const write = `mutation { createTransferReversal(input: { transfer: "tr_1Seed000010", amount: 1, idempotencyKey: "k" }) { __typename } }`;
    const { answer } = await world.ask(write, bearer(again.token));
    expect(answer.data).toEqual({ createTransferReversal: { __typename: 'CreateTransferReversalPayload' } });
    expect(world.requests).toHaveLength(1);
  });

  it('refuses a mutation without a turn as not applied', async () => {
    const one: Holder = { ...slow, restCallsPerSecond: 1 };
    await using world = await startAuthWorld({ gateway: { ...tokenAuth(one), maxMutations: 5 } });
    const reverse = (n: number) =>
      `m${n}: createTransferReversal(input: { transfer: "tr_1Seed000010", amount: 1, idempotencyKey: "k${n}" }) { __typename ... on Problem { code outcome } }`;
    // Each waits two seconds at most, and one of these is told to wait longer: they are asked at once by two
    // operations.
    const replies = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((n) => world.ask(`mutation { ${reverse(n)} }`, bearer(one.token))),
    );
    const results = replies.flatMap(({ answer }) => Object.values(answer.data)) as {
      outcome?: string;
      code?: string;
    }[];
    const refused = results.filter(({ code }) => code !== undefined);
    expect(refused.length).toBeGreaterThan(0);
    for (const each of refused) expect(each).toMatchObject({ code: 'OVERLOADED', outcome: 'NOT_APPLIED' });
    expect(world.requests).toHaveLength(6 - refused.length);
  });
});

describe('a file of tokens', () => {
  const entry = (more: object) => ({ name: 'app', sha256: sha256('a'), scopes: ['*'], ...more });

  it.each([
    [[entry({ restCallsPerSecond: 0 })], /restCallsPerSecond.*must be 1 at least/],
    [[entry({ restCallsPerSecond: 1.5 })], /restCallsPerSecond.*must be a whole number/],
    [[entry({ restCallsPerSecond: '5' })], /restCallsPerSecond/],
    [
      [entry({ restCallsPerSecond: 5 }), entry({ sha256: sha256('b') })],
      /gives two tokens of one `name` another `restCallsPerSecond`/,
    ],
  ])('with a rate that cannot be meant is refused: %#', (tokens, message) => {
    expect(() => readTokens(write('tokens.json', tokens))).toThrow(message);
  });
});
