import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../world.ts';

/** Every list of the graph: a template in which `PAGE` stands for the arguments, and the way down to the connection. */
const LISTS: [name: string, template: string, path: string[]][] = [
  ['transfers', 'transfers(PAGE)', ['transfers']],
  ['transfers of a destination', 'transfers(destination: "acct_1SeedAlder00001", PAGE)', ['transfers']],
  ['transferReversals', 'transferReversals(transfer: "tr_1Seed000007", PAGE)', ['transferReversals']],
  ['Transfer.reversals', 'transfer(id: "tr_1Seed000007") { reversals(PAGE) }', ['transfer', 'reversals']],
  ['Transfer.reversals, 10', 'transfer(id: "tr_1Seed000030") { reversals(PAGE) }', ['transfer', 'reversals']],
  ['Transfer.reversals, 11', 'transfer(id: "tr_1Seed000031") { reversals(PAGE) }', ['transfer', 'reversals']],
  [
    'TaxTransaction.lineItems',
    'taxTransaction(id: "tax_1Seed000002") { lineItems(PAGE) }',
    ['taxTransaction', 'lineItems'],
  ],
  [
    'TaxCalculation.lineItems',
    'taxCalculation(id: "taxcalc_1SeedOpen000003") { lineItems(PAGE) }',
    ['taxCalculation', 'lineItems'],
  ],
  ['transactionEntries', 'transactionEntries(financialAccount: "fa_1Seed000001", PAGE)', ['transactionEntries']],
  [
    'transactionEntries by effective_at',
    'transactionEntries(financialAccount: "fa_1Seed000001", orderBy: EFFECTIVE_AT, PAGE)',
    ['transactionEntries'],
  ],
  ['treasuryTransactions', 'treasuryTransactions(financialAccount: "fa_1Seed000001", PAGE)', ['treasuryTransactions']],
  [
    'TreasuryTransaction.entries',
    'treasuryTransaction(id: "trxn_1SeedA000206") { entries(PAGE) }',
    ['treasuryTransaction', 'entries'],
  ],
  ['financialAccounts', 'financialAccounts(PAGE)', ['financialAccounts']],
  [
    'FinancialAccount.transactions',
    'financialAccount(id: "fa_1Seed000002") { transactions(PAGE) }',
    ['financialAccount', 'transactions'],
  ],
  [
    'FinancialAccount.transactionEntries',
    'financialAccount(id: "fa_1Seed000002") { transactionEntries(PAGE) }',
    ['financialAccount', 'transactionEntries'],
  ],
  [
    'financialConnectionsTransactions',
    'financialConnectionsTransactions(account: "fca_1Seed000001", PAGE)',
    ['financialConnectionsTransactions'],
  ],
  ['financialConnectionsAccounts', 'financialConnectionsAccounts(PAGE)', ['financialConnectionsAccounts']],
  [
    'FinancialConnectionsAccount.transactions',
    'financialConnectionsAccount(id: "fca_1Seed000002") { transactions(PAGE) }',
    ['financialConnectionsAccount', 'transactions'],
  ],
  [
    'FinancialConnectionsAccount.owners',
    'financialConnectionsAccount(id: "fca_1Seed000001") { owners(PAGE) }',
    ['financialConnectionsAccount', 'owners'],
  ],
];

interface Connection {
  edges: { cursor: string; node: { id: string } }[];
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

const SELECTION =
  '{ edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';

describe('paging', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const read = async (template: string, path: string[], page: string): Promise<Connection> => {
    const field = template.replace('PAGE', page).replace(/\)( \})?$/, `) ${SELECTION}$1`);
    const { data, errors } = await world.query(`{ ${field} }`);
    expect(errors).toBeUndefined();
    return path.reduce((value, key) => value[key], data);
  };

  const ids = ({ nodes }: Connection): string[] => nodes.map(({ id }) => id);

  const checkPage = (page: Connection): void => {
    expect(page.edges.map(({ node }) => node.id)).toEqual(ids(page));
    expect(page.pageInfo.startCursor).toBe(page.edges[0]?.cursor ?? null);
    expect(page.pageInfo.endCursor).toBe(page.edges.at(-1)?.cursor ?? null);
  };

  it.each(LISTS)(
    '%s: forwards and backwards through all objects, each once, in one order',
    async (_name, list, path) => {
      const all = await read(list, path, 'first: 1000');
      expect(all.pageInfo.hasNextPage).toBe(false);
      expect(all.nodes.length).toBeGreaterThan(1);
      expect(new Set(ids(all)).size).toBe(all.nodes.length);

      const smallest = Math.ceil(all.nodes.length / 8);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: smallest, max: all.nodes.length + 2 }), async (size) => {
          const forwards: string[] = [];
          for (let page = await read(list, path, `first: ${size}`); ; ) {
            checkPage(page);
            forwards.push(...ids(page));
            if (!page.pageInfo.hasNextPage) break;
            page = await read(list, path, `first: ${size}, after: "${page.pageInfo.endCursor}"`);
            expect(page.pageInfo.hasPreviousPage).toBe(true);
          }
          expect(forwards).toEqual(ids(all));

          const backwards: string[] = ids(all).slice(-1);
          for (let before = all.pageInfo.endCursor; ; ) {
            const page = await read(list, path, `last: ${size}, before: "${before}"`);
            checkPage(page);
            expect(page.pageInfo.hasNextPage).toBe(true);
            backwards.unshift(...ids(page));
            if (!page.pageInfo.hasPreviousPage) break;
            before = page.pageInfo.startCursor;
          }
          expect(backwards).toEqual(ids(all));
        }),
        { numRuns: 4, seed: 20241120 },
      );
    },
  );
});
