import { gzipSync } from 'node:zlib';
import type { Attack } from '../attack.ts';
import type { Outcome } from '../outcome.ts';
import type { Target } from '../send.ts';
import { MARK, template } from './template.ts';

const LIMIT = 262_144;
const QUERY = '{"query":"{ __typename }"}';

const head = (...headers: readonly string[]): string =>
  ['POST /graphql HTTP/1.1', 'host: localhost', 'content-type: application/json', ...headers, '', ''].join('\r\n');

/** A query in exactly that many bytes, with a name of twelve letters. */
const ofLength = (bytes: number): ((name: string) => Buffer) => {
  const start = `{"query":"query ${MARK} { __typename }","x":"`;
  const frame = start.length - MARK.length + 12 + 2;
  return template(`${start}${'x'.repeat(bytes - frame)}"}`);
};

const TOO_LONG = ofLength(LIMIT + 1);
const CHUNK = Buffer.from(`10000\r\n${'x'.repeat(65_536)}\r\n`);
const BOMB = gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20), { level: 9 });

function* slowly(start: string): Generator<string> {
  yield start;
  for (;;) yield ' ';
}

/** Each of these would hold its connection for as long as it is let. */
const SLOW: readonly ((target: Target) => Promise<Outcome>)[] = [
  (target) => target.raw(slowly('POST /graphql HTTP/1.1\r\nx-slow:'), 1_000),
  (target) => target.raw(slowly(`${head('content-length: 1000')}{`), 1_000),
  (target) => target.raw([head('content-length: 1000'), QUERY]),
];

const ofSize: Attack[] = [
  {
    id: 'A3',
    name: 'a body one byte too long',
    expect: 'refused',
    isLarge: true,
    send: (target, n) => target.json(TOO_LONG(`H${String(n).padStart(11, '0')}`)),
  },
  {
    id: 'A3',
    name: '2 MB in chunks',
    expect: 'cut',
    isLarge: true,
    send: (target) => target.raw([head('transfer-encoding: chunked'), ...Array(32).fill(CHUNK), '0\r\n\r\n']),
  },
  {
    id: 'A3',
    name: '900 MB announced',
    expect: 'refused',
    send: (target) => target.raw([head('content-length: 900000000'), QUERY]),
  },
  {
    id: 'A3',
    name: 'less announced than sent',
    expect: 'cut',
    send: (target) => target.raw([head('content-length: 10'), QUERY]),
  },
  {
    id: 'A3',
    name: 'two lengths',
    expect: 'cut',
    send: (target) => target.raw([head('content-length: 10', 'content-length: 26'), QUERY]),
  },
  {
    id: 'A3',
    name: 'a length and chunks',
    expect: 'cut',
    send: (target) => target.raw([head('content-length: 26', 'transfer-encoding: chunked'), QUERY]),
  },
  {
    id: 'A3',
    name: '100 MB in 100 KB of gzip',
    expect: 'refused',
    isLarge: true,
    send: (target) => target.json(BOMB, { 'content-encoding': 'gzip' }),
  },
  {
    id: 'A3',
    name: 'headers of 20 KB',
    expect: 'cut',
    send: (target) => target.json(QUERY, { 'x-long': 'h'.repeat(20_000) }),
  },
  {
    id: 'A3',
    name: 'headers and bodies at 1 byte a second, and bodies that do not end',
    expect: 'cut',
    count: 600,
    perSecond: 300,
    // As long as a client may take to send a request, and how often the clock is looked at.
    withinMs: 12_000,
    send: (target, n) => SLOW[n % SLOW.length]?.(target) ?? target.raw([]),
  },
];

/** A value in the middle of a query, byte by byte. */
const withBytes = (bytes: readonly number[]): Buffer =>
  Buffer.concat([
    Buffer.from('{"query":"query($g:String){transfers(transferGroup:$g){nodes{id}}}","variables":{"g":"Hostile'),
    Buffer.from(bytes),
    Buffer.from('"}}'),
  ]);

const INVALID = [
  [0xff],
  [0xc3],
  [0xc0, 0xaf],
  [0xe2, 0x82],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf8, 0x88],
];
const CHARSETS = ['utf-7', 'utf-16', 'utf-16le', 'utf-32', 'iso-8859-1', 'windows-1252', 'utf-8; charset=utf-7', 'x'];

/** As JSON spells them: each arrives as a character that no text may hold. */
const ESCAPES = ['\\ud800', '\\udfff', 'a\\udc00b', '\\ud800\\ud800', '\\u0000', 'tr_1\\u0000'];
/** As GraphQL spells them within a document. */
const LITERALS = ['\\u0000', '\\u{0}', '\\uD800', '\\u{D800}', '\\u{110000}', '\\uDC00\\uD800'];

const FILTER = 'query($g:String){transfers(transferGroup:$g){nodes{id}}}';

const ofLetters: Attack[] = [
  {
    id: 'A4',
    name: 'bytes that are no UTF-8',
    expect: 'refused',
    send: (target, n) => target.json(withBytes(INVALID[n % INVALID.length] ?? [])),
  },
  {
    id: 'A4',
    name: 'other charsets',
    expect: 'refused',
    send: (target, n) => {
      const charset = CHARSETS[n % CHARSETS.length];
      const body = Buffer.from(`{"query":"query H${n} { __typename }"}`, charset === 'utf-16le' ? 'utf16le' : 'utf8');
      return target.json(body, { 'content-type': `application/json; charset=${charset}` });
    },
  },
  {
    id: 'A4',
    name: 'surrogates and NUL in variables',
    expect: 'coded',
    send: (target, n) => target.json(`{"query":"${FILTER}","variables":{"g":"${ESCAPES[n % ESCAPES.length]}${n}"}}`),
  },
  {
    id: 'A4',
    name: 'surrogates and NUL in literals',
    expect: 'coded',
    send: (target, n) =>
      target.operation(`{ transfers(transferGroup: "${LITERALS[n % LITERALS.length]}${n}") { nodes { id } } }`),
  },
  {
    id: 'A4',
    name: 'surrogates and NUL in inputs',
    expect: 'coded',
    send: (target, n) =>
      target.operation(
        `mutation { updateTransferReversal(input: { id: "tr_1Hostile/trr_1Hostile", idempotencyKey: "l${n}", metadata: { a: "${LITERALS[n % LITERALS.length]}" } }) { ... on Problem { code } } }`,
      ),
  },
  {
    id: 'A4',
    name: 'bytes that are no UTF-8 in a GET',
    expect: 'refused',
    send: (target, n) => {
      const bad = ['%FF', '%C3', '%ED%A0%80', '%00', '%u0041', '%'][n % 6];
      return target.send('GET', `/graphql?query={__typename}&variables=%7B%22a%22:%22${bad}%22%7D`);
    },
  },
];

export const bodyAttacks: readonly Attack[] = [...ofSize, ...ofLetters];
