import type { Attack } from '../attack.ts';
import { MARK, template } from './template.ts';

const many = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => each(index)).join(' ');

const nested = (depth: number, open: string, middle: string, close: string): string =>
  open.repeat(depth) + middle + close.repeat(depth);

/** A fragment that spreads the next one twice, and so on: a few lines that stand for a billion fields. */
const doubledFragments = (levels: number): string =>
  many(levels, (level) => `fragment F${level} on Query { ...F${level + 1} ...F${level + 1} }`) +
  ` fragment F${levels} on Query { a: __typename }`;

/** Fields of one name that ask for different objects: each has to be held against each other. */
const overlap = (fragments: number, fields: number): string =>
  many(fragments, (fragment) => {
    const each = (index: number) => `f${index}: transfer(id: "tr_1Hostile${fragment}") { amount }`;
    return `... on Query { ${many(fields, each)} }`;
  });

const TRANSFER = 'transfer(id: "tr_1Hostile")';

/** Documents by what is too much in them. `h` makes each one new. */
const DOCUMENTS: readonly (readonly [string, (h: string) => string, isLarge?: true])[] = [
  ['10,000 aliases', (h) => `query ${h} { ${many(10_000, (index) => `a${index}: ${TRANSFER} { amount }`)} }`, true],
  ['600 aliases, few tokens', (h) => `query ${h} { ${many(600, (index) => `a${index}: __typename`)} }`],
  ['fields 20,000 deep', (h) => `query ${h} ${nested(20_000, '{a', '', '}')}`],
  [
    'fields 60 deep, all of the schema',
    (h) => `query ${h} { ${TRANSFER} ${nested(30, '{ reversals { nodes { transfer ', '{ amount }', '} } }')} }`,
  ],
  [
    'a list literal 20,000 deep',
    (h) => `query ${h} { nodes(ids: ${nested(20_000, '[', '"tr_1Hostile"', ']')}) { id } }`,
  ],
  [
    'an object literal 600 deep',
    (h) => `query ${h} { transfers(created: ${nested(600, '{gt:', '1', '}')}) { nodes { id } } }`,
  ],
  ['10,000 directives', (h) => `query ${h} { __typename ${many(10_000, () => '@a')} }`],
  ['300 known directives', (h) => `query ${h} { __typename ${many(300, () => '@skip(if: false)')} }`],
  ['fragments doubled 30 times', (h) => `query ${h} { ...F0 } ${doubledFragments(30)}`],
  ['fragments in a circle', (h) => `query ${h} { ...A } fragment A on Query { ...B } fragment B on Query { ...A }`],
  ['200 x 100 overlapping inline fragments', (h) => `query ${h} { ${overlap(200, 100)} }`, true],
  ['12 x 12 overlapping inline fragments', (h) => `query ${h} { ${overlap(12, 12)} }`],
  ['400,000 comments', (h) => `query ${h} { __typename }${'#\n'.repeat(400_000)}`, true],
  ['600 operations', (h) => many(600, (index) => `query ${h}${index} { a }`)],
  ['a name of 1 MB', (h) => `query { ${h}${'n'.repeat(1_000_000)} }`, true],
  ['an id of 1 MB', (h) => `query ${h} { transfer(id: "${'x'.repeat(1_000_000)}") { amount } }`, true],
  ['a name of 250 KB', (h) => `query { ${h}${'n'.repeat(250_000)} }`, true],
  ['an id of 250 KB', (h) => `query ${h} { transfer(id: "${'x'.repeat(250_000)}") { amount } }`, true],
  ['5,000 aliases', (h) => `query ${h} { ${many(5_000, (index) => `a${index}: ${TRANSFER} { amount }`)} }`, true],
  ['70 x 70 overlapping inline fragments', (h) => `query ${h} { ${overlap(70, 70)} }`, true],
  ['80,000 comments', (h) => `query ${h} { __typename }${'#\n'.repeat(80_000)}`, true],
  ['a name of 90 KB', (h) => `query { ${h}${'n'.repeat(90_000)} }`],
  ['an id of 90 KB', (h) => `query ${h} { transfer(id: "${'x'.repeat(90_000)}") { amount } }`],
  ['45,000 comments', (h) => `query ${h} { nope }${'#\n'.repeat(45_000)}`],
  ['12 introspections', (h) => `query ${h} { ${many(12, (index) => `i${index}: __schema { types { name } }`)} }`],
];

const ofDocuments: Attack[] = DOCUMENTS.map(([name, document, isLarge]) => {
  const body = template(JSON.stringify({ query: document(MARK) }));
  return {
    id: 'A1',
    name,
    // An id that long is wrong in one field alone.
    expect: name === 'an id of 90 KB' ? 'coded' : 'refused',
    ...(isLarge ? { isLarge } : {}),
    send: (target, n) => target.json(body(`H${n}`)),
  };
});

/** A list of one thing over and over. */
const wide = (count: number, item: string): string => `[${Array(count).fill(item).join(',')}]`;

/** JSON where a value is expected. */
const DEEP = nested(100_000, '[', '1', ']');

const DEEP_JSON: readonly (readonly [string, string])[] = [
  [
    'JSON 100,000 deep, as metadata',
    `{"query":"mutation($i:UpdateTransferReversalInput!){updateTransferReversal(input:$i){__typename ...on Problem{code}}}","variables":{"i":{"id":"tr_1Hostile/trr_1Hostile","idempotencyKey":"d${MARK}","metadata":{"a":${DEEP}}}}}`,
  ],
  [
    'JSON 100,000 deep, as an id',
    `{"query":"query H${MARK}($i:ID!){transfer(id:$i){amount}}","variables":{"i":${DEEP}}}`,
  ],
  ['JSON 100,000 deep, as ids', `{"query":"query H${MARK}($i:[ID!]!){nodes(ids:$i){id}}","variables":{"i":${DEEP}}}`],
  [
    'JSON 100,000 deep, as representations',
    `{"query":"query H${MARK}($i:[_Any!]!){_entities(representations:$i){__typename}}","variables":{"i":${DEEP}}}`,
  ],
  ['JSON 100,000 deep, as the body', DEEP],
  // More than a body has room for, as many as it has, and as many as are looked at.
  ...[100_000, 20_000, 9_900].flatMap((count): (readonly [string, string])[] => [
    [
      `${count} wrong ids`,
      `{"query":"query H${MARK}($i:[ID!]!){nodes(ids:$i){id}}","variables":{"i":${wide(count, '"nobody"')}}}`,
    ],
    [
      `${count} things that are no ids`,
      `{"query":"query H${MARK}($i:[ID!]!){nodes(ids:$i){id}}","variables":{"i":${wide(count, '{"a":1}')}}}`,
    ],
    [
      `${count} representations of nothing`,
      `{"query":"query H${MARK}($i:[_Any!]!){_entities(representations:$i){__typename}}","variables":{"i":${wide(count, '{"a":1}')}}}`,
    ],
    [
      `${count} line items that are none`,
      `{"query":"mutation H${MARK}($i:CreateTaxTransactionReversalInput!){createTaxTransactionReversal(input:$i){__typename ...on Problem{code}}}","variables":{"i":{"originalTransaction":"tax_1Hostile","mode":"PARTIAL","reference":"r","idempotencyKey":"w${MARK}","lineItems":${wide(count, '{"a":1}')}}}}`,
    ],
    [
      `${count} metadata`,
      `{"query":"mutation($i:UpdateTransferReversalInput!){updateTransferReversal(input:$i){__typename ...on Problem{code}}}","variables":{"i":{"id":"tr_1Hostile/trr_1Hostile","idempotencyKey":"m${MARK}","metadata":{"a":1${Array.from({ length: count }, (_, n) => `,"${n}":1`).join('')}}}}}`,
    ],
  ]),
  ...[1_000, 250].map((kilobytes): readonly [string, string] => [
    `an id of ${kilobytes} KB in a variable`,
    `{"query":"query H${MARK}($i:ID!){transfer(id:$i){amount}}","variables":{"i":"${'x'.repeat(kilobytes * 1_000)}"}}`,
  ]),
];

const ofJson: Attack[] = DEEP_JSON.map(([name, json]) => {
  const body = template(json);
  return {
    id: 'A1',
    name,
    expect: /metadata|in a variable/.test(name) ? 'coded' : 'refused',
    isLarge: true,
    send: (target, n) => target.json(body(String(n))),
  };
});

const LIST = (first: string): string =>
  `transfers(first: ${first}) { nodes { reversals(first: ${first}) { nodes { transfer { reversals(first: ${first}) { nodes { amount } } } } } } }`;

const NUMBERS = [1_000, 1_001, 1_000_000_000, 2_147_483_647, 2_147_483_648, 1e21, -1, -1_000, -2_147_483_648];

/** The same number, by whichever way it comes. */
const WAYS: readonly (readonly [string, (n: number, first: number) => readonly [string, object]])[] = [
  ['a literal', (n, first) => [`query H${n} { ${LIST(String(first))} }`, {}]],
  ['a variable', (n, first) => [`query H${n}($f: Int) { ${LIST('$f')} }`, { f: first }]],
  ['a default', (n, first) => [`query H${n}($f: Int = ${first}) { ${LIST('$f')} }`, {}]],
  ['a fragment', (n, first) => [`query H${n} { ...F } fragment F on Query { ${LIST(String(first))} }`, {}]],
];

const ofNumbers: Attack[] = WAYS.map(([name, ask]) => ({
  id: 'A2',
  name: `huge and negative \`first\` by ${name}`,
  expect: 'refused',
  send: (target, n) => target.operation(...ask(n, NUMBERS[n % NUMBERS.length] ?? 0)),
}));

export const documentAttacks: readonly Attack[] = [...ofDocuments, ...ofJson, ...ofNumbers];
