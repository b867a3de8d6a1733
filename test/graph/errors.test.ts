import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { badUserInput } from '../../src/graph/errors.ts';
import { bearer, tokenAuth } from '../auth/world.ts';
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
  tr_noUrl: json(404, {
    error: { type: 'invalid_request_error', message: 'Unrecognized request URL (GET: /v1/transfers/tr_noUrl).' },
  }),
  tr_proxy404: json(404, { message: 'no route' }),
  tr_otherMode: json(404, {
    error: {
      type: 'invalid_request_error',
      code: 'resource_missing',
      param: 'id',
      message: "No such transfer: 'tr_otherMode'; a similar object exists in live mode, but a test mode key was used.",
    },
  }),
  tr_noPermission: json(403, {
    error: {
      type: 'invalid_request_error',
      code: 'more_permissions_required',
      message: `The provided key 'rk_test_****7dc' does not have the required permissions for this endpoint on account 'acct_1Secret'. Having the 'rak_transfer_read' permission would allow this request to continue.`,
    },
  }),
  tr_noParent: json(400, {
    error: { type: 'invalid_request_error', code: 'resource_missing', param: 'financial_account', message: 'No such' },
  }),
  tr_noCursor: json(400, {
    error: { type: 'invalid_request_error', code: 'resource_missing', param: 'starting_after', message: 'No such' },
  }),
  tr_noBalance: json(400, {
    error: { type: 'invalid_request_error', code: 'balance_insufficient', message: 'Too little in the account.' },
  }),
  tr_noCapability: json(400, {
    error: {
      type: 'invalid_request_error',
      code: 'insufficient_capabilities_for_transfer',
      message: 'Your destination account needs more capabilities.',
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
  tr_noTime: json(200, { ...TRANSFER, id: 'tr_noTime', created: 'upstream-body' }),
  tr_noAmount: json(200, { ...TRANSFER, id: 'tr_noAmount', amount: 'upstream-body' }),
  tr_longName: json(200, {
    ...TRANSFER,
    id: 'tr_longName',
    balance_transaction: { id: `txn_${'x'.repeat(50_000)}`, object: 'balance_transaction', amount: 'upstream-body' },
  }),
  tr_noCurrency: json(200, { ...TRANSFER, id: 'tr_noCurrency', currency: { not: 'upstream-body' } }),
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
      {
        type: 'invalid_request_error',
        code: 'parameter_unknown',
        param: 'limit',
        declineCode: null,
        statusCode: 400,
        docUrl: null,
      },
    ],
    [
      'tr_401',
      'UNAUTHENTICATED',
      'The REST API did not accept the key in use.',
      { type: 'invalid_request_error', code: null, param: null, declineCode: null, statusCode: 401, docUrl: null },
    ],
    [
      'tr_402',
      'REQUEST_REFUSED',
      'Your card was declined.',
      { type: 'card_error', code: 'card_declined', param: null, declineCode: null, statusCode: 402, docUrl: null },
    ],
    [
      'tr_403',
      'FORBIDDEN',
      'The key in use is not allowed to read or do this.',
      {
        type: 'invalid_request_error',
        code: 'account_invalid',
        param: null,
        declineCode: null,
        statusCode: 403,
        docUrl: null,
      },
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

describe('a 404', () => {
  it.each([
    ['tr_noUrl', 'ENDPOINT_NOT_FOUND', /^Unrecognized request URL/],
    // No error object of REST's: what stands in front of it has answered.
    ['tr_proxy404', 'UPSTREAM_PROTOCOL_ERROR', /not an answer/],
  ])('without `resource_missing` is an error, and not "there is none": %s', async (name, code, message) => {
    const { data, errors } = await ask(name);
    expect(data).toEqual({ transfer: null });
    expect(errors).toMatchObject([{ ...at, message: expect.stringMatching(message), extensions: { code } }]);
  });

  it('without `resource_missing` is one in a list of ids, too, and takes no neighbour', async () => {
    const { data, errors } = await world.query('{ nodes(ids: ["tr_noUrl", "tr_404", "tr_fine"]) { id } }');
    expect(data).toEqual({ nodes: [null, null, { id: 'tr_fine' }] });
    expect(errors).toMatchObject([{ path: ['nodes', 0], extensions: { code: 'ENDPOINT_NOT_FOUND' } }]);
  });

  it('of an object that is in the other mode is a null with a warning', async () => {
    const { data, errors, extensions } = await ask('tr_otherMode');
    expect({ data, errors }).toEqual({ data: { transfer: null }, errors: undefined });
    expect(extensions?.warnings).toEqual([
      { code: 'OTHER_MODE', message: expect.stringContaining('a similar object exists in live mode') },
    ]);
  });
});

describe('what REST refuses as things stand', () => {
  it.each([
    ['tr_noBalance', 'balance_insufficient', true],
    ['tr_noCapability', 'insufficient_capabilities_for_transfer', false],
  ])('%s is a FAILED_PRECONDITION, and says whether to wait', async (name, code, retryable) => {
    const { errors } = await ask(name);
    expect(errors).toMatchObject([{ extensions: { code: 'FAILED_PRECONDITION', retryable, stripe: { code } } }]);
  });

  it.each([
    ['a parent', 'tr_noParent', 'NOT_FOUND'],
    ['a cursor', 'tr_noCursor', 'BAD_USER_INPUT'],
  ])('is told apart where it is %s that does not exist', async (_, name, code) => {
    const { errors } = await ask(name);
    expect(errors).toMatchObject([{ extensions: { code, stripe: { code: 'resource_missing' } } }]);
  });
});

describe('a permission that the key lacks', () => {
  const QUERY = '{ transfer(id: "tr_noPermission") { amount } }';

  it('is named to who may use the whole key, and in the log', async () => {
    const { errors } = await ask('tr_noPermission');
    expect(errors).toMatchObject([
      { message: expect.stringContaining('`rak_transfer_read`'), extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(logged.join('')).toContain('"permission":"rak_transfer_read"');
  });

  it('is not named to a caller with scopes of their own', async () => {
    const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
    const holder = { name: 'a', token: 'token-a', scopes: ['transfers:read'] };
    await using narrow = await startWorld({ gateway: { apiBase: upstream.url, log, ...tokenAuth(holder) } });
    const response = await narrow.fetch({ query: QUERY }, bearer('token-a'));
    const text = await response.text();
    expect(text).toContain('FORBIDDEN');
    expect(text).not.toContain('rak_');
    expect(logged.join('')).toContain('"permission":"rak_transfer_read"');
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
    ['tr_noTime', 'created', 'a moment in Unix seconds'],
    ['tr_noAmount', 'amount', 'a whole number up to 2^53 - 1'],
    ['tr_noCurrency', 'currency', 'a currency of three letters'],
  ])('%s is the REST API’s fault, with the object and the field', async (name, field, expected) => {
    const { data, errors } = await ask(name, field);
    expect(data).toEqual({ transfer: null });
    expect(errors).toEqual([
      {
        path: ['transfer', field],
        locations: [expect.anything()],
        message: `The REST API sent transfer ${name} with \`${field}\` that is not ${expected}.`,
        extensions: { code: 'UPSTREAM_PROTOCOL_ERROR', retryable: false },
      },
    ]);
  });

  it('is told of by the beginning of a name that is longer than any', async () => {
    const { data, errors } = await ask('tr_longName', 'balanceTransaction { amount }');
    expect(data).toEqual({ transfer: { balanceTransaction: null } });
    expect(errors?.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The REST API sent balance_transaction txn_x{196}… with `amount` that/),
    ]);
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
