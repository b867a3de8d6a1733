import { CREATE } from '../inputs.ts';
import { byTurns, type Hole, write } from './hole.ts';

/** What a client of HTTP takes for a part of an address, and not of a name. */
const PATHS = [
  '..',
  '.',
  '../..',
  'tr_1/..',
  'tr_1/../..',
  'tr_1/../../charges',
  '%2e%2e',
  '.%2e',
  '%2E.',
  'tr_1%2f..',
  'tr_1#x',
  'tr_1%23x',
  'tr_1?x',
  'tr_1?expand[]=x',
  'tr_1;x',
  'tr_1\\..',
  '..\\..',
  '//charges',
  'tr_1\t',
  'tr_1\n/..',
  '\u2025',
  '\uff0e\uff0e',
];

const UPDATE =
  'mutation ($i: UpdateTransferReversalInput!) { updateTransferReversal(input: $i) { __typename ... on Problem { code } } }';

/** Every write whose address an id is a part of. */
const WRITES: readonly ((path: string, n: number) => readonly [string, object])[] = [
  (path, n) => [CREATE, { i: { transfer: path, amount: 7, idempotencyKey: `s6-${n}` } }],
  (path, n) => [UPDATE, { i: { id: `tr_1Hostile/${path}`, metadata: { a: 'b' }, idempotencyKey: `s6-${n}` } }],
  (path, n) => [UPDATE, { i: { id: `${path}/trr_1Hostile`, metadata: { a: 'b' }, idempotencyKey: `s6-${n}` } }],
  (path, n) => [
    `mutation { createTransferReversal(input: { transfer: ${JSON.stringify(path)}, amount: 7, idempotencyKey: "s6-${n}" }) { __typename ... on Problem { code } } }`,
    {},
  ],
];

/** S6: ids that make another address of the one that they stand in. */
export const pathHoles: readonly Hole[] = [
  {
    id: 'S6',
    name: `${PATHS.length} ids that are paths, in ${WRITES.length} writes`,
    expect: 'coded',
    statuses: [200],
    codes: ['BAD_USER_INPUT'],
    count: 6 * PATHS.length * WRITES.length,
    control: write('paths'),
    send: (target, n) => target.operation(...byTurns(WRITES, Math.floor(n / PATHS.length))(byTurns(PATHS, n), n)),
  },
];
