import type { Attack } from '../attack.ts';

const IDS = [
  '..',
  '.',
  '',
  ' ',
  'tr_',
  'tr_1/../../charges',
  'tr_1Hostile/..',
  '%2e%2e',
  'tr_1%2f..%2fx',
  'tr_1#x',
  'tr_1?a',
  'tr_1?expand[]=x',
  'tr_1&a=b',
  'tr_1\\..\\x',
  'tr_1Hostile\r\nx: y',
  'tr_1Hostile\n',
  ' tr_1Hostile',
  'tr_1 Hostile',
  'tr_1Hostïle',
  'tr_1Hostile,tr_2',
  `tr_1${'x'.repeat(10_000)}`,
  'sub_1Hostile',
  'TR_1Hostile',
  '__proto__',
  'constructor',
  'tr_1Hostile/trr_1/../x',
  '/etc/passwd',
  'http://127.0.0.1/',
];

const PROBLEM = '{ __typename ... on Problem { code } }';

/** Every way by which an id comes in. */
const WAYS_IN: readonly (readonly [string, (id: string) => object])[] = [
  ['query ($id: ID!) { transfer(id: $id) { amount } }', (id) => ({ id })],
  ['query ($id: ID!) { node(id: $id) { id } }', (id) => ({ id })],
  ['query ($id: ID!) { nodes(ids: [$id]) { id } }', (id) => ({ id })],
  [
    'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Transfer { amount } } }',
    (id) => ({ r: [{ __typename: 'Transfer', id }] }),
  ],
  [
    'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
    (id) => ({ r: [{ __typename: id, id: 'tr_1Hostile' }] }),
  ],
  ['query ($id: ID!) { transferReversal(id: $id) { amount } }', (id) => ({ id: `tr_1Hostile/${id}` })],
  ['query ($id: ID!) { transferReversal(id: $id) { amount } }', (id) => ({ id: `${id}/trr_1Hostile` })],
  ['query ($id: ID!) { transferReversals(transfer: $id) { nodes { amount } } }', (id) => ({ id })],
  // An empty cursor is none, as clients have it, and no hostile one.
  ['query ($id: String) { transfers(after: $id) { nodes { amount } } }', (id) => ({ id: id || '..' })],
  ['query ($id: String) { transfers(last: 2, before: $id) { nodes { amount } } }', (id) => ({ id })],
  ['query ($id: ID) { transfers(destination: $id) { nodes { amount } } }', (id) => ({ id })],
  ['query ($id: ID!) { financialAccount(id: $id) { status } }', (id) => ({ id })],
  ['query ($id: ID!) { treasuryTransactions(financialAccount: $id) { nodes { amount } } }', (id) => ({ id })],
  [
    'query ($id: ID) { transactionEntries(financialAccount: "fa_1Hostile", transaction: $id) { nodes { id } } }',
    (id) => ({ id }),
  ],
  ['query ($id: ID) { financialConnectionsAccounts(session: $id) { nodes { id } } }', (id) => ({ id })],
  ['query ($id: ID!) { taxTransaction(id: $id) { reference } }', (id) => ({ id })],
  [
    `mutation ($id: ID!) { createTransferReversal(input: { transfer: $id, amount: 7, idempotencyKey: "i" }) ${PROBLEM} }`,
    (id) => ({ id }),
  ],
  [
    `mutation ($id: ID!) { updateTransferReversal(input: { id: $id, metadata: {}, idempotencyKey: "i" }) ${PROBLEM} }`,
    (id) => ({ id: `tr_1Hostile/${id}` }),
  ],
];

const ids: Attack = {
  id: 'A5',
  name: `${IDS.length} hostile ids by ${WAYS_IN.length} ways in`,
  expect: 'coded',
  count: IDS.length * WAYS_IN.length,
  send: (target, n) => {
    const [query, variables] = WAYS_IN[Math.floor(n / IDS.length)] ?? ['', () => ({})];
    return target.operation(query, variables(IDS[n % IDS.length] ?? ''));
  },
};

const ids50 = (key: (index: number) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: 51 }, (_, index) => [key(index), 'v']));

/** Metadata that is not to be sent at all, or exactly as it is. */
const METADATA: readonly string[] = [
  '{"a]&amount=1&x[":"v"}',
  '{"a":"v&amount=1"}',
  '{"a":"v\\r\\namount=1"}',
  '{"a=1&amount":"1"}',
  '{"a%5D&amount=1":"v"}',
  '{"__proto__":"v"}',
  '{"__proto__":{"amount":1}}',
  '{"constructor":{"prototype":{"amount":1}}}',
  '{"toString":"v"}',
  '{"a":{"b":"c"}}',
  '{"a":["b"]}',
  '{"a":1}',
  '{"a":null}',
  '{"":"v"}',
  `{"${'k'.repeat(41)}":"v"}`,
  `{"a":"${'v'.repeat(501)}"}`,
  JSON.stringify(ids50((index) => `k${index}`)),
  '{"[":"v"}',
  '{"a[b]":"v"}',
  '[]',
  '"amount=1"',
];

export const CREATE = `mutation ($i: CreateTransferReversalInput!) { createTransferReversal(input: $i) ${PROBLEM} }`;

const createBody = (n: number, fields: string): string =>
  `{"query":${JSON.stringify(CREATE)},"variables":{"i":{"transfer":"tr_1Hostile","amount":7,"idempotencyKey":"a6-${n}",${fields}}}}`;

const forms: Attack[] = [
  {
    id: 'A6',
    name: `${METADATA.length} hostile metadata`,
    expect: 'harmless',
    mayCall: true,
    send: (target, n) => target.json(createBody(n, `"metadata":${METADATA[n % METADATA.length]}`)),
  },
  {
    id: 'A6',
    name: 'parameters within texts',
    expect: 'harmless',
    mayCall: true,
    send: (target, n) => {
      const texts = ['&amount=1', '\\r\\namount=1', '%26amount=1', ']&amount=1&x[', '+', '=', ';amount=1', '#'];
      return target.json(createBody(n, `"description":"${texts[n % texts.length]}"`));
    },
  },
  {
    id: 'A6',
    name: 'fields that the input has not',
    expect: 'refused',
    send: (target, n) => {
      const fields = ['"expand":["x"]', '"apiKey":"x"', '"stripeAccount":"acct_1"', '"__proto__":{}', '"options":{}'];
      return target.json(createBody(n, fields[n % fields.length] ?? ''));
    },
  },
  {
    id: 'A6',
    name: 'amounts that are none',
    expect: 'coded',
    send: (target, n) => {
      const amounts = ['1e21', '-1', '0', '1.5', '"100&x=1"', 'true', '[7]', '{"a":7}', '9007199254740993', 'null'];
      return target.json(
        `{"query":${JSON.stringify(CREATE)},"variables":{"i":{"transfer":"tr_1Hostile","amount":${amounts[n % amounts.length]},"idempotencyKey":"a6n-${n}"}}}`,
      );
    },
  },
];

const KEYS = ['', 'a\\r\\nstripe-account: acct_1', 'a\\nb', 'ключ', 'k'.repeat(256), 'é', '\\u0000', '\\u007f'];

const headers: Attack[] = [
  {
    id: 'A7',
    name: 'idempotency keys that are no header',
    expect: 'coded',
    send: (target, n) =>
      target.json(
        `{"query":${JSON.stringify(CREATE)},"variables":{"i":{"transfer":"tr_1Hostile","amount":7,"idempotencyKey":"${KEYS[n % KEYS.length]}"}}}`,
      ),
  },
  {
    id: 'A7',
    name: 'headers of REST from the caller',
    expect: 'harmless',
    mayCall: true,
    send: (target, n) => {
      const given = [
        { 'stripe-account': 'acct_1Hostile' },
        { 'stripe-account': 'acct_1Hostile, acct_2Hostile' },
        { 'idempotency-key': 'hostile' },
        { 'stripe-version': '2020-01-01' },
        { 'x-forwarded-host': 'hostile.example', 'x-http-method-override': 'DELETE' },
      ][n % 5];
      return target.json(`{"query":"{ transfer(id: \\"tr_1Hostile${n}\\") { amount } }"}`, given);
    },
  },
  {
    id: 'A7',
    name: 'headers with line breaks',
    expect: 'cut',
    send: (target) => {
      const body = '{"query":"{ __typename }"}';
      const head = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
      return target.raw([`${head}\r\nidempotency-key: a\rb\r\nstripe-account: a\u0000b\r\n\r\n${body}`]);
    },
  },
];

export const inputAttacks: readonly Attack[] = [ids, ...forms, ...headers];
