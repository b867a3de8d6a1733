import type { GatewayOptions } from '../../src/gateway-options.ts';
import { defaultSeed } from '../../src/sandbox/seed.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import type { Fault, UpstreamRequest } from '../faulty-upstream/faults.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { clientFor } from '../sandbox/client.ts';
import { clock } from '../sandbox/clock.ts';
import { bankAccountId, FINANCIAL_CONNECTIONS_ROWS } from './rows/financial-connections.ts';
import { PAYOUT_ROWS, REFUND_ROWS, TOPUP_ROWS } from './rows/money.ts';
import type { Bank, Row } from './rows/row.ts';
import { TAX_ROWS } from './rows/tax.ts';
import { TAX_RATE_ROWS } from './rows/tax-rates.ts';
import { TEST_HELPER_ROWS } from './rows/test-helpers.ts';
import { TRANSFER_ROWS } from './rows/transfers.ts';
import { TREASURY_ROWS } from './rows/treasury.ts';
import { ask, type Gateway, type Result, resultOf, sentKey, startGateway, transferSeed } from './world.ts';

/** By the part of REST that they write to, as scopes name it. */
export const ROWS_OF: Readonly<Record<string, readonly Row[]>> = {
  transfers: TRANSFER_ROWS,
  refunds: REFUND_ROWS,
  payouts: PAYOUT_ROWS,
  topups: TOPUP_ROWS,
  tax: TAX_ROWS,
  tax_rates: TAX_RATE_ROWS,
  financial_connections: FINANCIAL_CONNECTIONS_ROWS,
  treasury: [...TREASURY_ROWS, ...TEST_HELPER_ROWS],
};

/** Every mutation of the graph, once or more. */
export const ROWS: readonly Row[] = Object.values(ROWS_OF).flat();

/** For what is refused before anything is sent: nothing is made for it. */
export const NO_BANK: Bank = { next: () => 1, post: async () => ({ id: 'none_1' }) };

/** How many numbers rows can draw: as many bank accounts are there. */
const NUMBERS = 4_000;

const seed = (): SandboxOptions['seed'] => {
  const all = [...defaultSeed()];
  const account = all.find(({ id }) => id === 'fca_1Seed000001');
  const accounts = Array.from({ length: NUMBERS }, (_, n) => ({ ...account, id: bankAccountId(n + 1) }));
  return [...all, ...(transferSeed(1) ?? []), ...accounts];
};

const typeOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

export const operationOf = ({ name, field, selection }: Row): string => `
  mutation ($input: ${typeOf(name)}Input!) {
    ${name}(input: $input) {
      __typename
      ... on ${typeOf(name)}Payload { replayed idempotencyKey ${field} { ${selection} } }
      ... on Problem { message code param outcome }
    }
  }`;

/** The side of the REST API of a sandbox. */
const bankOf = (sandbox: Sandbox): Bank => {
  const client = clientFor(sandbox);
  let drawn = 0;
  return {
    next: () => {
      drawn += 1;
      if (drawn > NUMBERS) throw new Error('The seed has no more bank accounts.');
      return drawn;
    },
    post: async (path, form = '') => {
      const { status, body } = await client.post(path, form);
      if (status !== 200) throw new Error(`POST ${path} was refused: ${JSON.stringify(body)}`);
      return body as Awaited<ReturnType<Bank['post']>>;
    },
  };
};

export interface EveryWriteOptions extends Partial<Omit<SandboxOptions, 'port' | 'seed'>> {
  readonly faults?: (request: UpstreamRequest) => Fault | undefined;
}

/** An upstream that fails as told, over a sandbox with all that rows need; whoever starts it ends it. */
export const startEveryWrite = async ({ faults, ...options }: EveryWriteOptions = {}) => {
  // Nothing happens by itself: what moves money is what rows do.
  const sandbox = await startSandbox({ seed: seed(), now: clock().now, ...options });
  const upstream = await startFaultyUpstream({ target: sandbox.url, ...(faults === undefined ? {} : { faults }) });
  return {
    end: async (): Promise<void> => {
      await upstream.close();
      await sandbox.close();
    },
    sandbox,
    upstream,
    bank: bankOf(sandbox),
    client: clientFor(sandbox),
    start: (gateway: Partial<GatewayOptions> = {}): Gateway => startGateway({ apiBase: upstream.url, ...gateway }),
    /** How often what was asked under that key was done. */
    effects: ({ name }: Row, key: string): number => upstream.ledger.byKey.get(sentKey(key, name)) ?? 0,
  };
};

/** A result, and the payload's object under its name. */
export type Told = Result & Readonly<Record<string, unknown>>;

export const doWrite = async (gateway: Gateway, row: Row, input: object, idempotencyKey: string): Promise<Told> =>
  resultOf(await ask(gateway, operationOf(row), { input: { ...input, idempotencyKey } })) as Told;
