import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/telemetry/log.ts';
import { startWorld } from '../world.ts';

const lines: string[] = [];
const world = await startWorld({ gateway: { log: createLog('info', { write: (line: string) => lines.push(line) }) } });

afterAll(() => world[Symbol.asyncDispose]());

beforeEach(() => {
  lines.length = 0;
});

const read = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

const TRANSFER = 'query FindIt($id: ID!) { transfer(id: $id) { id amount } }';

describe('the line of an operation', () => {
  it('tells its name, its cost and what REST called it, and no variable', async () => {
    const response = await world.fetch(
      { query: TRANSFER, variables: { id: 'tr_1Seed000003' } },
      { 'x-request-id': 'req-7', authorization: 'Bearer rk_test_4eC39HqLyjWD' },
    );
    await response.text();
    expect(read()).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        pid: expect.any(Number),
        hostname: expect.any(String),
        msg: 'operation',
        requestId: 'req-7',
        operation: { type: 'query', name: 'FindIt' },
        durationMs: expect.any(Number),
        cost: { estimated: 1, actual: 1 },
        restRequestIds: [expect.stringMatching(/^req_/)],
        codes: [],
      },
    ]);
    expect(lines.join()).not.toMatch(/tr_1Seed|4eC39|amount/);
  });

  it.each([
    [
      'a mutation',
      'mutation Undo { createTransferReversal(input: { transfer: "tr_1Seed000026", amount: 1, idempotencyKey: "k9" }) { __typename } }',
      { type: 'mutation', name: 'Undo' },
      [],
    ],
    ['no name', '{ __typename }', { type: 'query', name: null }, []],
    ['a long name', `query ${'N'.repeat(1_000)} { __typename }`, { type: 'query', name: 'N'.repeat(64) }, []],
    ['a name that is a key', 'query sk_test_4eC39HqLyjWD { __typename }', { type: 'query', name: '[redacted]' }, []],
    ['a wrong field', 'query Wrong { nope, neither }', { type: 'query', name: 'Wrong' }, ['GRAPHQL_VALIDATION_FAILED']],
    ['no GraphQL', '{', { type: null, name: null }, ['GRAPHQL_PARSE_FAILED']],
    [
      'too much',
      `query Much { ${'__typename '.repeat(300)} }`,
      { type: null, name: null },
      ['DOCUMENT_LIMIT_EXCEEDED'],
    ],
  ])('is one for %s', async (_, query, operation, codes) => {
    await (await world.fetch({ query })).text();
    expect(read()).toMatchObject([{ msg: 'operation', operation, codes }]);
  });

  it('is one where nothing could be read, and none for a probe', async () => {
    await world.gateway.fetch('http://gateway/graphql', { method: 'POST', body: 'x' });
    await world.gateway.fetch('http://gateway/health');
    expect(read()).toMatchObject([
      { msg: 'operation', operation: { type: null }, codes: ['BAD_REQUEST'], restRequestIds: [] },
    ]);
  });
});
