import { beforeAll, describe, expect, it } from 'vitest';
import type { GatewayOptions } from '../../src/gateway-options.ts';
import { NO_BANK, operationOf, ROWS } from '../mutations/every-write.ts';
import { type AuthWorld, startAuthWorld, TRANSFER } from './world.ts';

const READ = 'rk_test_forReading';
const WRITE = 'rk_test_forWriting';
const POST = `POST /v1/transfers/tr_1Seed000001/reversals`;
const MUTATION = `mutation {
  createTransferReversal(input: { transfer: "tr_1Seed000001", amount: 1, idempotencyKey: "k" }) {
    __typename
    ... on CreateTransferReversalPayload { transferReversal { transfer { balanceTransaction { net } } } }
    ... on Problem { code outcome message }
  }
}`;

const start = (gateway: Partial<GatewayOptions>) => startAuthWorld({ gateway: { secretKey: READ, ...gateway } });

describe('STRIPE_WRITE_KEY', () => {
  it('is the key of every write, and of no read', async () => {
    await using world = await start({ writeKey: WRITE });
    await world.ask(`{ transfer(id: "${TRANSFER}") { id } }`);
    // What is selected below the payload and did not come with it is a read.
    const { answer } = await world.ask(MUTATION);
    expect(answer.errors).toBeUndefined();
    expect(world.sent).toEqual([
      `GET /v1/transfers/${TRANSFER} ${READ}`,
      `${POST} ${WRITE}`,
      expect.stringMatching(new RegExp(`^GET .* ${READ}$`)),
    ]);
  });

  it('is not needed', async () => {
    await using world = await start({});
    await world.ask(MUTATION);
    expect(world.sent[0]).toBe(`${POST} ${READ}`);
  });
});

describe('MUTATIONS', () => {
  const refused = {
    createTransferReversal: {
      __typename: 'InvalidRequestProblem',
      code: 'FORBIDDEN',
      outcome: 'NOT_APPLIED',
      message: expect.stringMatching(/MUTATIONS=on.*STRIPE_WRITE_KEY/),
    },
  };

  it.each([
    ['off', { mutations: 'off' }],
    ['off, whatever key there is', { mutations: 'off', writeKey: WRITE }],
    ['write-key without a write key', { mutations: 'write-key' }],
  ] as const)('%s: refused before any call, and the message says how to allow them', async (_, gateway) => {
    await using world = await start(gateway);
    const { answer } = await world.ask(MUTATION);
    expect(answer.data).toEqual(refused);
    expect(world.sent).toEqual([]);
    expect((await world.ask(`{ transfer(id: "${TRANSFER}") { id } }`)).answer.errors).toBeUndefined();
  });

  it('write-key with a write key: sent under that', async () => {
    await using world = await start({ mutations: 'write-key', writeKey: WRITE });
    await world.ask(MUTATION);
    expect(world.sent[0]).toBe(`${POST} ${WRITE}`);
  });
});

/** Live keys go over https alone, and nobody listens there. */
const NOWHERE = 'https://127.0.0.1:1';
const ONCE = { maxAttempts: { read: 1, write: 1 } };

describe('a test helper', () => {
  const HELPERS = ROWS.filter(({ name }) => name.startsWith('testHelpers'));

  let live: AuthWorld;
  beforeAll(async () => {
    live = await start({
      apiBase: NOWHERE,
      live: true,
      secretKey: 'rk_live_forReading',
      writeKey: 'rk_live_forWriting',
    });
    return () => live[Symbol.asyncDispose]();
  });

  it.each(HELPERS)('$name is refused before any call with a live key, and the message says why', async (row) => {
    const { input } = await row.prepare(NO_BANK);
    const { answer } = await live.ask(operationOf(row), {}, { input: { ...input, idempotencyKey: 'k' } });
    expect(answer.data[row.name]).toEqual({
      __typename: 'InvalidRequestProblem',
      code: 'FORBIDDEN',
      outcome: 'NOT_APPLIED',
      param: null,
      message: expect.stringMatching(/test data alone.*live one.*nothing was sent/),
    });
    expect(live.sent).toEqual([]);
  });

  it('goes by the key of the write, not by that of reads', async () => {
    const [row] = HELPERS;
    if (row === undefined) throw new Error('There is no test helper.');
    const { input } = await row.prepare(NO_BANK);
    const variables = { input: { ...input, id: 'obt_1', idempotencyKey: 'k' } };
    const codeWith = async (keys: { secretKey?: string; writeKey: string }) => {
      await using world = await start({ apiBase: NOWHERE, clientOptions: ONCE, ...keys });
      return (await world.ask(operationOf(row), {}, variables)).answer.data[row.name].code;
    };
    expect(await codeWith({ writeKey: 'rk_live_forWriting' })).toBe('FORBIDDEN');
    // It was sent, to nobody.
    expect(await codeWith({ secretKey: 'rk_live_forReading', writeKey: WRITE })).toBe('UPSTREAM_UNAVAILABLE');
  });
});
