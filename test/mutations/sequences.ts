import { expect } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import type { Random } from '../execute/random.ts';
import {
  afterEffect,
  answers,
  cutShort,
  type Fault,
  htmlPage,
  jsonText,
  keyInUse,
  lengthTooSmall,
  noContent,
  raw,
  redirects,
  refuses,
  resets,
  resetsInBody,
  serverError,
} from '../faulty-upstream/faults.ts';
import { LATER, STRANGE } from './fault-tables.ts';
import {
  ask,
  booksOf,
  type Gateway,
  type ListedReversal,
  type Result,
  resultFields,
  startGateway,
  startLedgerWorld,
} from './world.ts';

const INVALID = { type: 'invalid_request_error' };

/** What may stand in the way of an answer, whether or not the request was carried out. */
const BREAKS: readonly [string, Fault][] = [
  ['a reset', resets()],
  ['a reset in the body', resetsInBody()],
  ['a body cut short', cutShort('length')],
  ['a body longer than its length', lengthTooSmall()],
  ['a page of HTML under 200', htmlPage(200)],
  ['a page of HTML under 400', htmlPage(400)],
  ['a page of HTML under 402', htmlPage(402)],
  ['204', noContent()],
  ['an object of another kind', jsonText(STRANGE)],
  ['an error under 200', jsonText('{"error":{"type":"api_error"}}')],
  ['no protocol at all', raw('\0\0\0\0')],
  ['a redirect', redirects('http://127.0.0.1:1/')],
];

/** What is decided before REST looks at the key, or about it alone. */
const BEFORE: readonly [string, Fault][] = [
  ...LATER,
  ['500 that is not kept', serverError(500)],
  ['503 that must not be repeated', serverError(503, { 'stripe-should-retry': 'false' })],
  ['the key at work elsewhere', keyInUse()],
  ['408', answers(408, { error: INVALID })],
  ['413', answers(413, { error: INVALID })],
  ['425', answers(425, { error: INVALID })],
];

/** What REST says from behind the key: never where a success is kept under it. */
const BEHIND: readonly [string, Fault][] = [
  ['400', refuses(400, INVALID)],
  ['402', refuses(402, { type: 'card_error', code: 'card_declined' })],
  ['404 of a missing object', refuses(404, { ...INVALID, code: 'resource_missing' })],
];

const IS_BEHIND: ReadonlySet<Fault> = new Set(BEHIND.map(([, fault]) => fault));

/** Times do not run out here: of a request that is given up nobody knows when it is carried out. */
const SHORT = { maxAttempts: { read: 1, write: 2 }, retryBaseMs: 1 };
/** Never reached: a circuit that opens is a gateway of its own. */
const NEVER = 1_000_000;

/** One request. The books tell it by its amount: no two of a transfer have the same. */
export interface Asked {
  readonly transfer: string;
  readonly key: string;
  readonly amount: number;
}

const fieldOf = (name: string, { transfer, key, amount }: Asked): string =>
  `${name}: createTransferReversal(input: { transfer: "${transfer}", amount: ${amount}, idempotencyKey: "${key}" }) {
    ${resultFields('CreateTransferReversalPayload', 'stripeId amount')}
  }`;

/**
 * One gateway that answers, and several that refuse, over one REST API; the first POSTs of the next call meet faults.
 */
export const startSequences = async (transfers: number) => {
  let faults: Fault[] = [];
  const world = await startLedgerWorld({
    transfers,
    faults: ({ method, idempotencyKey = '' }) => {
      const fault = method === 'POST' ? faults.shift() : undefined;
      // REST answers its success again in place of a refusal from behind the key.
      return fault && IS_BEHIND.has(fault) && world.upstream.ledger.byKey.has(idempotencyKey) ? undefined : fault;
    },
    gateway: { clientOptions: SHORT, restBreakAfter: NEVER },
  });
  const options = { apiBase: world.upstream.url, clientOptions: SHORT };
  const nowhere = startGateway({ ...options, apiBase: 'http://127.0.0.1:1', restBreakAfter: NEVER });
  const broken = startGateway({ ...options, apiBase: 'http://127.0.0.1:1', restBreakAfter: 1 });
  const poor = startGateway({
    ...options,
    restQueueWaitMs: 1,
    restBudget: { ...readConfig({}), restWritesPerSecond: 1, restQueue: 0 },
  });
  const closed = startGateway({ ...options, mutations: 'off' });
  const late = startGateway({ ...options, operationTimeoutMs: 0 });
  const full = startGateway({ ...options, maxOperations: 1, operationQueue: 0 });
  /** Gateways that refuse, or may, for reasons of their own; all over the same REST API, or none. */
  const refusing: Readonly<Record<string, Gateway>> = { nowhere, broken, poor, closed, late, full };
  return {
    world,
    refusing,
    meet: (next: readonly Fault[]) => {
      faults = [...next];
    },
    /** What the books hold of one request. */
    madeOf: async ({ transfer, amount }: Asked): Promise<readonly ListedReversal[]> => {
      const { reversals } = await booksOf(world.sandbox.url, [transfer]);
      return reversals.filter((reversal) => reversal.amount === amount);
    },
    send: async (gateway: Gateway, ...asked: readonly Asked[]): Promise<readonly (Result | undefined)[]> => {
      const names = asked.map((_, index) => `m${index}`);
      const query = `mutation { ${asked.map((each, index) => fieldOf(`m${index}`, each)).join(' ')} }`;
      const { data, errors = [] } = await ask(gateway, query);
      // One that is refused as a whole says that nothing was executed.
      for (const { extensions } of data ? [] : errors) expect(extensions?.code).toBe('OVERLOADED');
      return names.map((name) => data?.[name]);
    },
  };
};

/**
 * What the attempts of one call meet in turn, and of two under one key nothing from behind it: the other may be done.
 */
export const faultsOf = (random: Random, isAlone: boolean): readonly [string, Fault][] =>
  Array.from({ length: random.next(3) }, () => {
    const kind = random.next(isAlone ? 4 : 3);
    const [name, fault] = random.pick(kind === 3 ? BEHIND : kind === 2 ? BEFORE : BREAKS);
    return kind === 1 ? [`${name}, when it is done`, afterEffect(fault)] : [name, fault];
  });
