import { getIntrospectionQuery } from 'graphql';
import type { Target } from '../../send.ts';
import { asJson, FOREIGN, FORM, JSON_BODY, MULTIPART, post } from '../web.ts';
import { byTurns, type Hole, READ, without, write } from './hole.ts';

const READ_HOSTILE = `/graphql?query=${encodeURIComponent('{ transfer(id: "tr_1Hostile") { amount } }')}`;

const NO_GET = [
  'message/rfc822',
  'message/http',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'application/json, text/plain',
  'text/plain; application/json',
  'image/png',
];

const FORMS = [
  post(FORM, { 'content-type': 'application/x-www-form-urlencoded' }),
  post(FORM, { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }),
  post(MULTIPART, { 'content-type': 'multipart/form-data; boundary=b' }),
  post(JSON_BODY, { 'content-type': 'text/plain' }),
];

const CREDENTIALS = { cookie: 'session=1', authorization: 'Bearer x' };
const FROM_ELSEWHERE = [
  asJson({ ...CREDENTIALS, origin: FOREIGN }),
  asJson({ ...CREDENTIALS, origin: 'null' }),
  asJson({ ...CREDENTIALS, origin: 'http://localhost.hostile.example' }),
  (target: Target) =>
    target.send('OPTIONS', '/graphql', {
      origin: FOREIGN,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type, authorization',
    }),
];

/** What shows a schema to who looks for one. */
const SCHEMA_QUERIES = [
  getIntrospectionQuery(),
  '{ __schema { types { name } } }',
  '{ __type(name: "Transfer") { name } }',
  '{ _service { sdl } }',
  '{ transfr { id } }',
];

/** S3 and S4: what a server answers to browsers, unless it is told not to. */
export const webHoles: readonly Hole[] = [
  {
    id: 'S3',
    name: 'mutations as forms, of each kind',
    expect: 'refused',
    statuses: [415],
    codes: ['BAD_REQUEST'],
    control: write('forms'),
    send: (target, n) => byTurns(FORMS, n)(target),
  },
  {
    id: 'S3',
    name: 'mutations of foreign origins with credentials, and their preflights',
    expect: 'cut',
    statuses: [403],
    codes: ['ORIGIN_NOT_ALLOWED'],
    control: write('origins'),
    send: (target, n) => byTurns(FROM_ELSEWHERE, n)(target),
  },
  {
    id: 'S3',
    name: 'GraphiQL in production',
    expect: 'cut',
    statuses: [404, 406],
    codes: ['BAD_REQUEST'],
    control: (target) => target.operation(READ),
    send: (target, n) =>
      without(/<script/i, target.send('GET', byTurns(['/graphql', '/graphiql', '/'], n), { accept: 'text/html' })),
  },
  {
    id: 'S3',
    name: 'the schema in production, by introspection, SDL and suggestions',
    expect: 'refused',
    statuses: [400],
    codes: ['GRAPHQL_VALIDATION_FAILED'],
    control: (target) => target.operation(READ),
    send: (target, n) => without(/did you mean|"data"/i, target.operation(byTurns(SCHEMA_QUERIES, n))),
  },
  {
    id: 'S4',
    name: `queries by GET, of ${NO_GET.length} types that no preflight is asked for or none should have`,
    expect: 'refused',
    statuses: [415],
    codes: ['BAD_REQUEST'],
    control: (target) => target.send('GET', `/graphql?query=${encodeURIComponent(READ)}`),
    send: (target, n) => target.send('GET', READ_HOSTILE, { 'content-type': byTurns(NO_GET, n) }),
  },
];
