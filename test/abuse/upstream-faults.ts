import { gzipSync } from 'node:zlib';
import {
  answers,
  continues,
  cutShort,
  drips,
  type Fault,
  goesStale,
  hangs,
  htmlPage,
  jsonText,
  late,
  lengthTooSmall,
  noContent,
  rateLimited,
  raw,
  redirects,
  resets,
  resetsInBody,
  serverError,
} from '../faulty-upstream/faults.ts';

const MEGABYTE = 1024 * 1024;
const OBJECT = '{"id":"obj_1","object":"thing"}';
// In bytes: to encode a text each time would hold up those who are answered beside it.
const BIG = Buffer.from(`{"a":"${'x'.repeat(20 * MEGABYTE)}"}`);
const BOMB = gzipSync(BIG);

const bytes = (body: Buffer, headers: Readonly<Record<string, string>> = {}): Fault => ({
  when: 'before',
  play: ({ respond }) => respond({ status: 200, headers: { 'content-type': 'application/json', ...headers }, body }),
});

const inChunks = (total: number): Fault => ({
  when: 'before',
  play: ({ response }) => {
    response.on('error', () => {});
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = 'x'.repeat(64 * 1024);
    let left = total;
    const write = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', write);
          return;
        }
      }
      response.end();
    };
    write();
  },
});

/**
 * Faults by the name that an id bears: `tr_1Uhtml200x17` meets `html200`. So each request chooses its own, and whatever
 * else runs beside it meets none.
 */
export const namedFaults = (elsewhere: string): Readonly<Record<string, Fault>> => ({
  fine: late(0),
  limited: rateLimited(),
  limitedFinal: rateLimited({ 'stripe-should-retry': 'false' }),
  limitedAgain: rateLimited({ 'stripe-should-retry': 'true' }),
  limitedAfter: rateLimited({ 'retry-after': '1', 'stripe-rate-limited-reason': 'endpoint-rate' }),
  limitedLong: rateLimited({ 'retry-after': '50' }),
  s500: serverError(500),
  s502: htmlPage(502),
  s503: serverError(503),
  reset: resets(),
  resetInBody: resetsInBody(),
  cutLength: cutShort('length'),
  cutChunked: cutShort('chunked'),
  cutClose: cutShort('close'),
  lengthTooSmall: lengthTooSmall(),
  html200: htmlPage(200),
  emptyBody: jsonText(''),
  jsonNull: jsonText('null'),
  jsonList: jsonText('[]'),
  jsonCut: jsonText('{"id":"tr_1'),
  errorUnder200: jsonText('{"error":{"type":"api_error"}}'),
  noContent: noContent(),
  continues: continues(),
  http99: raw('HTTP/9.9 200 OK\r\n\r\n'),
  garbage: raw('\0\0\0\0'),
  hangs: hangs(),
  drips: drips(300),
  redirects: redirects(elsewhere),
  big: bytes(BIG),
  bigChunked: inChunks(20 * MEGABYTE),
  longHeader: answers(200, OBJECT, { 'content-type': 'application/json', 'x-long': 'h'.repeat(20 * 1024) }),
  bomb: bytes(BOMB, { 'content-encoding': 'gzip' }),
  stale: goesStale(),
});
