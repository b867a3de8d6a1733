import type { Attack } from '../attack.ts';
import type { Outcome } from '../outcome.ts';
import type { Target } from '../send.ts';

const MUTATION =
  'mutation { createTransferReversal(input: { transfer: "tr_1Hostile", amount: 7, idempotencyKey: "csrf" }) { __typename } }';
export const JSON_BODY = JSON.stringify({ query: MUTATION });
export const FORM = `query=${encodeURIComponent(MUTATION)}`;
export const MULTIPART = `--b\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${JSON_BODY}\r\n--b\r\ncontent-disposition: form-data; name="map"\r\n\r\n{}\r\n--b--\r\n`;
export const FOREIGN = 'https://hostile.example';
const PATH = `/graphql?${FORM}`;

export const post =
  (body: string, headers: Readonly<Record<string, string>>) =>
  (target: Target): Promise<Outcome> =>
    target.send('POST', '/graphql', headers, body);

export const get =
  (headers: Readonly<Record<string, string>>) =>
  (target: Target): Promise<Outcome> =>
    target.send('GET', PATH, headers);

export const asJson = (headers: Readonly<Record<string, string>>) =>
  post(JSON_BODY, { 'content-type': 'application/json', ...headers });

/** What a page of another site can make a browser send, and what only looks like it. */
const MATRIX: readonly ((target: Target) => Promise<Outcome>)[] = [
  get({}),
  get({ 'content-type': 'application/json' }),
  get({ 'content-type': 'message/rfc822' }),
  get({ 'content-type': 'message/http' }),
  get({ 'content-type': 'text/plain' }),
  get({ origin: FOREIGN }),
  get({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }),
  post(FORM, { 'content-type': 'application/x-www-form-urlencoded' }),
  post(MULTIPART, { 'content-type': 'multipart/form-data; boundary=b' }),
  post(JSON_BODY, { 'content-type': 'text/plain' }),
  post(JSON_BODY, { 'content-type': 'text/plain; application/json' }),
  post(JSON_BODY, { 'content-type': 'message/rfc822' }),
  post(JSON_BODY, { 'content-type': 'application/graphql' }),
  post(MUTATION, { 'content-type': 'application/graphql' }),
  post(JSON_BODY, { 'content-type': 'application/jsonp' }),
  post(JSON_BODY, { 'content-type': 'application/json, text/plain' }),
  post(JSON_BODY, { 'content-type': 'multipart/form-data; boundary="application/json"' }),
  post(JSON_BODY, {}),
  asJson({ origin: FOREIGN }),
  asJson({ origin: 'null' }),
  asJson({ origin: 'http://localhost.hostile.example' }),
  asJson({ origin: FOREIGN, 'sec-fetch-site': 'cross-site' }),
  asJson({ 'sec-fetch-site': 'cross-site' }),
  asJson({ host: 'hostile.example' }),
  asJson({ host: 'hostile.example', origin: 'http://hostile.example', 'sec-fetch-site': 'same-origin' }),
  (target) => target.send('PUT', '/graphql', { 'content-type': 'application/json' }, JSON_BODY),
  post(`[${JSON_BODY}]`, { 'content-type': 'application/json' }),
];

export const webAttacks: readonly Attack[] = [
  {
    id: 'A8',
    name: `${MATRIX.length} ways to forge a request`,
    expect: 'refused',
    count: 20 * MATRIX.length,
    send: (target, n) => (MATRIX[n % MATRIX.length] ?? get({}))(target),
  },
  {
    id: 'A8',
    name: 'preflights of foreign origins',
    expect: 'cut',
    send: (target, n) =>
      target.send('OPTIONS', '/graphql', {
        origin: n % 2 === 0 ? FOREIGN : 'null',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      }),
  },
];
