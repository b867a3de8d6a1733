import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { badUserInput } from '../../src/graph/errors.ts';
import type { CannedAnswer } from '../faulty-upstream/faults.ts';
import { type FaultyUpstream, startFaultyUpstream } from '../faulty-upstream.ts';
import { type Answer, startWorld, type World } from '../world.ts';

const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const REQUEST_ID = { 'request-id': 'req_upstream1' };
const DOC_URL = 'https://stripe.com/docs/error-codes/resource-missing';

const json = (status: number, body: unknown, headers: Record<string, string> = {}): CannedAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...REQUEST_ID, ...headers },
  body: JSON.stringify(body),
});

const html = (status: number): CannedAnswer => ({
  status,
  headers: { 'content-type': 'text/html', ...REQUEST_ID },
  body: '<html><body>upstream-body</body></html>',
});

const TRANSFER = {
  id: 'tr_fine',
  object: 'transfer',
  amount: 100,
  currency: 'usd',
  created: 1_700_000_000,
  description: 'upstream-body',
};

/** What the REST API answers at `/v1/transfers/<name>`. */
const ANSWERS: Readonly<Record<string, CannedAnswer>> = {
  tr_fine: json(200, TRANSFER),
  tr_400: json(400, {
    error: { type: 'invalid_request_error', code: 'parameter_unknown', param: 'limit', message: 'Unknown: limit' },
  }),
  tr_401: json(401, {
    error: { type: 'invalid_request_error', message: `Invalid API Key provided: ${KEY.slice(0, 8)}****7dc` },
  }),
  tr_402: json(402, { error: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' } }),
  tr_403: json(403, {
    error: {
      type: 'invalid_request_error',
      code: 'account_invalid',
      message: `The key 'sk_test_****7dc' does not have access to account 'acct_1Secret'.`,
    },
  }),
  tr_404: json(404, {
    error: {
      type: 'invalid_request_error',
      code: 'resource_missing',
      param: 'id',
      doc_url: DOC_URL,
      message: 'No such',
    },
  }),
  tr_429: json(
    429,
    { error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests' } },
    { 'stripe-rate-limited-reason': 'endpoint-rate' },
  ),
  tr_500: json(500, { error: { type: 'api_error', message: 'upstream-body' } }),
  tr_html502: html(502),
  tr_html200: html(200),
  tr_list: json(200, { object: 'list', data: [] }),
  tr_noTime: json(200, { ...TRANSFER, created: 'upstream-body' }),
  tr_noAmount: json(200, { ...TRANSFER, amount: 'upstream-body' }),
  tr_noCurrency: json(200, { ...TRANSFER, currency: { not: 'upstream-body' } }),
};

let upstream: FaultyUpstream;
let world: World;
const logged: string[] = [];

beforeAll(async () => {
  upstream = await startFaultyUpstream({
    answer: ({ path }) => ANSWERS[path.split('/')[3] ?? ''] ?? json(404, ANSWERS.tr_404),
  });
  world = await startWorld({
    gateway: {
      apiBase: upstream.url,
      secretKey: KEY,
      log: pino({ level: 'trace' }, { write: (line: string) => logged.push(line) }),
    },
  });
});

beforeEach(() => {
  logged.length = 0;
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await upstream.close();
});

const FORBIDDEN = /sk_test_|7dc|acct_1Secret|upstream-body|<html|\.ts:\d|\.js:\d|node_modules|"stack"/;

/** The answer about one transfer, after a look at what must stand in no answer and no log. */
const ask = async (name: string, fields = 'amount'): Promise<Answer> => {
  const response = await world.fetch({ query: `{ transfer(id: "${name}") { ${fields} } }` }, { 'x-request-id': name });
  const text = await response.text();
  expect(response.status).toBe(200);
  expect(text).not.toMatch(FORBIDDEN);
  expect(logged.join('')).not.toMatch(/sk_test_|acct_1Secret|<html/);
  return JSON.parse(text) as Answer;
};

const at = { path: ['transfer'], locations: [{ line: 1, column: 3 }] };

describe('what REST refuses', () => {
  it.each([
    [
      'tr_400',
      'BAD_USER_INPUT',
      'Unknown: limit',
      { type: 'invalid_request_error', code: 'parameter_unknown', param: 'limit', statusCode: 400, docUrl: null },
    ],
    [
      'tr_401',
      'UNAUTHENTICATED',
      'The REST API did not accept the key in use.',
      { type: 'invalid_request_error', code: null, param: null, statusCode: 401, docUrl: null },
    ],
    [
      'tr_402',
      'REQUEST_REFUSED',
      'Your card was declined.',
      { type: 'card_error', code: 'card_declined', param: null, statusCode: 402, docUrl: null },
    ],
    [
      'tr_403',
      'FORBIDDEN',
      'The key in use is not allowed to read or do this.',
      { type: 'invalid_request_error', code: 'account_invalid', param: null, statusCode: 403, docUrl: null },
    ],
  ])('%s is %s in our words, with REST’s type and code', async (name, code, message, stripe) => {
    const { data, errors } = await ask(name);
    expect(data).toEqual({ transfer: null });
    expect(errors).toEqual([
      { ...at, message, extensions: { code, retryable: false, requestId: 'req_upstream1', stripe } },
    ]);
  });

  it('is no error where there is no such object', async () => {
    expect(await ask('tr_404')).toEqual({
      data: { transfer: null },
      extensions: { cost: { estimated: 1, actual: 1, max: 200 } },
    });
  });

  it('is an error where a list does not exist', async () => {
    const { data, errors } = await world.query('{ transferReversals(transfer: "tr_404") { nodes { id } } }');
    expect(data).toEqual({ transferReversals: null });
    expect(errors).toMatchObject([
      {
        extensions: {
          code: 'NOT_FOUND',
          retryable: false,
          stripe: { code: 'resource_missing', param: 'id', statusCode: 404, docUrl: DOC_URL },
        },
      },
    ]);
  });
});

describe('what may go better later', () => {
  it.each([
    ['tr_429', { code: 'RATE_LIMITED', retryable: true, reason: 'endpoint-rate', stripe: { code: 'rate_limit' } }],
    ['tr_500', { code: 'UPSTREAM_UNAVAILABLE', retryable: true, stripe: { type: 'api_error', statusCode: 500 } }],
    ['tr_html502', { code: 'UPSTREAM_UNAVAILABLE', retryable: true }],
    ['tr_html200', { code: 'UPSTREAM_PROTOCOL_ERROR', retryable: true }],
  ])('%s says so', async (name, extensions) => {
    const { data, errors } = await ask(name);
    expect(data).toEqual({ transfer: null });
    expect(errors).toMatchObject([{ ...at, extensions: { ...extensions, requestId: 'req_upstream1' } }]);
  });

  it('has no `stripe` where REST sent no error object', async () => {
    const { errors } = await ask('tr_html200');
    expect(errors?.[0]?.extensions).not.toHaveProperty('stripe');
  });
});

describe('one failure', () => {
  it('takes none of its neighbours', async () => {
    const { data, errors } = await world.query(`{
      fine: transfer(id: "tr_fine") { amount }
      forbidden: transfer(id: "tr_403") { amount }
      missing: transfer(id: "tr_404") { amount }
      nodes(ids: ["tr_401", "tr_fine", "nonsense"]) { id }
    }`);
    expect(data).toEqual({
      fine: { amount: 100 },
      forbidden: null,
      missing: null,
      nodes: [null, { id: 'tr_fine' }, null],
    });
    const codes = errors?.map(({ path, extensions }) => [path?.join('.'), extensions?.code]).sort();
    expect(codes).toEqual([
      ['forbidden', 'FORBIDDEN'],
      ['nodes.0', 'UNAUTHENTICATED'],
      ['nodes.2', 'BAD_USER_INPUT'],
    ]);
  });
});

describe('an answer of an impossible shape', () => {
  it.each([
    ['tr_noTime', 'created'],
    ['tr_noAmount', 'amount'],
    ['tr_noCurrency', 'currency'],
  ])('%s is masked under the id of the request, and logged with it', async (name, field) => {
    const { data, errors } = await ask(name, field);
    expect(data).toEqual({ transfer: null });
    expect(errors).toEqual([
      {
        path: ['transfer', field],
        locations: [expect.anything()],
        message: `Something went wrong here. Quote the request ${name}.`,
        extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false, requestId: name },
      },
    ]);
    const line = logged.map((each) => JSON.parse(each)).find(({ msg }) => msg === 'unexpected error');
    expect(line).toMatchObject({ requestId: name, path: ['transfer', field], err: { stack: expect.any(String) } });
  });

  it('is the REST API’s fault where it is no object at all', async () => {
    const { errors } = await ask('tr_list');
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' } }]);
  });
});

describe('under the test runner', () => {
  // With two copies of graphql every error of ours would be masked as a stranger's.
  it('there is one graphql', async () => {
    expect(badUserInput('x')).toBeInstanceOf(GraphQLError);
    const { errors } = await world.query('{ transfer(id: "nonsense") { id } }');
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});
