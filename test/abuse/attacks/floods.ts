import { getIntrospectionQuery } from 'graphql';
import type { Attack } from '../attack.ts';

const many = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => each(index)).join(' ');

const INTROSPECTION = getIntrospectionQuery();

export const floodAttacks: readonly Attack[] = [
  {
    id: 'A10',
    name: '201 ids to try by alias',
    expect: 'refused',
    send: (target, n) =>
      target.operation(`query H${n} { ${many(201, (i) => `a${i}: transfer(id: "tr_1Hostile${n}x${i}") { amount }`)} }`),
  },
  {
    id: 'A10',
    name: '1,000 ids to try by one list',
    expect: 'refused',
    send: (target, n) =>
      target.operation('query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Transfer { amount } } }', {
        ids: Array.from({ length: 1_000 }, (_, index) => `tr_1Hostile${n}x${index}`),
      }),
  },
  {
    id: 'A10',
    name: 'introspections',
    expect: 'refused',
    send: (target, n) => target.operation(INTROSPECTION.replace('IntrospectionQuery', `H${n}`)),
  },
  {
    id: 'A10',
    name: '190 unknown fields',
    expect: 'refused',
    send: (target, n) => target.operation(`query H${n} { ${many(190, (index) => `transfe${index}`)} }`),
  },
  {
    id: 'A10',
    name: '150 wrong ids in one list',
    expect: 'coded',
    send: (target, n) =>
      target.operation('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
        ids: Array.from({ length: 150 }, (_, index) => `nobody_${n}x${index}`),
      }),
  },
  {
    id: 'M11',
    name: '15 and more money mutations by alias',
    expect: 'refused',
    send: (target, n) =>
      target.operation(
        `mutation { ${many(6 + (n % 20), (index) => `m${index}: createTransferReversal(input: { transfer: "tr_1Hostile", amount: 7, idempotencyKey: "${n}-${index}" }) { __typename }`)} }`,
      ),
  },
];
