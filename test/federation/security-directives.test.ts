import { Kind, type ObjectTypeDefinitionNode, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Access } from '../../src/access.ts';
import { readScopes, scopesOf } from '../../src/auth/scopes.ts';
import { may } from '../../src/graph/caller.ts';
import { printSdl } from '../../src/graph/subgraph/print-sdl.ts';
import { buildSchema, resources, schema } from '../../src/schema.ts';
import { startWorld } from '../world.ts';

const sdl = printSdl(buildSchema({ nodeFields: true, securityDirectives: true }));

const types = parse(sdl).definitions.filter(
  (each): each is ObjectTypeDefinitionNode => each.kind === Kind.OBJECT_TYPE_DEFINITION,
);

const typeOf = (name: string) => types.find((type) => type.name.value === name);

const securityOf = (node: Pick<ObjectTypeDefinitionNode, 'directives'> | undefined): string[] =>
  (node?.directives ?? []).map((each) => print(each)).filter((text) => /^@(authenticated|requiresScopes)/.test(text));

const fieldsOf = (type: string): Record<string, string[]> =>
  Object.fromEntries((typeOf(type)?.fields ?? []).map((field) => [field.name.value, securityOf(field)]));

const reads = (domain: string): string => `@requiresScopes(scopes: [["${domain}:read"], ["${domain}:write"], ["*"]])`;
const writes = (domain: string): string => `@requiresScopes(scopes: [["${domain}:write"], ["*"]])`;

describe('the security directives of the subgraph', () => {
  it('are left out unless asked for: `@apollo/gateway` refuses a graph that has them', () => {
    expect(printSdl(schema)).not.toMatch(/@(authenticated|requiresScopes)/);
  });

  it('are imported', () => {
    expect(sdl).toMatch(/@link\(.*"@authenticated".*"@requiresScopes"/);
  });

  it('stand on every field of a node, with the scopes that the gateway checks', () => {
    for (const { typename, domain = '' } of resources.nodes) {
      for (const [field, found] of Object.entries(fieldsOf(typename))) {
        if (field === 'id') continue;
        expect([typename, field, found.length]).toEqual([typename, field, 1]);
        expect(found[0]).toMatch(new RegExp(`\\["${domain}:read".*\\["${domain}:write".*\\["\\*"\\]`));
      }
    }
    expect(fieldsOf('Charge')).toMatchObject({ amount: [reads('charges')], customer: [reads('charges')] });
  });

  it('ask for both parts where the items of a list belong to another than their parent', () => {
    expect(fieldsOf('Customer').charges).toEqual([
      '@requiresScopes(scopes: [["customers:read", "charges:read"], ["customers:read", "charges:write"], ' +
        '["customers:write", "charges:read"], ["customers:write", "charges:write"], ["*"]])',
    ]);
    expect(fieldsOf('Transfer').reversals).toEqual([reads('transfers')]);
  });

  it('ask for what the gateway asks for: each list is enough for it, and no scope of a list is there in vain', () => {
    const lists = [...sdl.matchAll(/@requiresScopes\(scopes: (\[.*?\]\])\)/g)].flatMap(
      ([, scopes = '']) => JSON.parse(scopes) as string[][],
    );
    const known = scopesOf(resources.domains);
    for (const list of lists) {
      expect(known).toEqual(expect.arrayContaining(list));
      for (const scope of list) {
        const [domain = '', access] = scope === '*' ? ['tax', 'write'] : scope.split(':');
        expect(may({ scopes: readScopes(list) }, access as Access, domain)).toBe(true);
        const others = list.filter((each) => each !== scope);
        expect(may({ scopes: readScopes(others) }, access as Access, domain)).toBe(false);
      }
    }
  });

  it('stand on no type or interface, and on no field that an interface declares: composers would combine them', () => {
    const definitions = parse(sdl).definitions.filter((each) => 'directives' in each);
    expect(definitions.flatMap((each) => securityOf(each as ObjectTypeDefinitionNode))).toEqual([]);
    for (const { typename } of resources.nodes) expect([typename, fieldsOf(typename).id]).toEqual([typename, []]);
    expect(sdl).not.toMatch(/^interface [^}]*@(?:authenticated|requiresScopes)/m);
  });

  it('leave stubs alone: their ids stand in their parents', () => {
    for (const stub of ['CustomerCashBalanceTransaction', 'IssuingTransaction'])
      expect(fieldsOf(stub)).toEqual({ id: [] });
  });

  it('stand on every look-up, list and mutation', () => {
    expect(fieldsOf('Mutation')).toEqual({
      cancelInboundTransfer: [writes('treasury')],
      cancelOutboundPayment: [writes('treasury')],
      cancelOutboundTransfer: [writes('treasury')],
      cancelPayout: [writes('payouts')],
      cancelRefund: [writes('refunds')],
      cancelTopup: [writes('topups')],
      createCreditReversal: [writes('treasury')],
      createDebitReversal: [writes('treasury')],
      createFinancialAccount: [writes('treasury')],
      createFinancialConnectionsSession: [writes('financial_connections')],
      createInboundTransfer: [writes('treasury')],
      createOutboundPayment: [writes('treasury')],
      createOutboundTransfer: [writes('treasury')],
      createPayout: [writes('payouts')],
      createRefund: [writes('refunds')],
      createTaxCalculation: [writes('tax')],
      createTaxRate: [writes('tax_rates')],
      createTaxTransactionFromCalculation: [writes('tax')],
      createTaxTransactionReversal: [writes('tax')],
      createTopup: [writes('topups')],
      createTransfer: [writes('transfers')],
      createTransferReversal: [writes('transfers')],
      disconnectFinancialConnectionsAccount: [writes('financial_connections')],
      refreshFinancialConnectionsAccount: [writes('financial_connections')],
      subscribeFinancialConnectionsAccount: [writes('financial_connections')],
      testHelpersCreateReceivedCredit: [writes('treasury')],
      testHelpersCreateReceivedDebit: [writes('treasury')],
      testHelpersFailInboundTransfer: [writes('treasury')],
      testHelpersFailOutboundPayment: [writes('treasury')],
      testHelpersFailOutboundTransfer: [writes('treasury')],
      testHelpersPostOutboundPayment: [writes('treasury')],
      testHelpersPostOutboundTransfer: [writes('treasury')],
      testHelpersReturnInboundTransfer: [writes('treasury')],
      testHelpersReturnOutboundPayment: [writes('treasury')],
      testHelpersReturnOutboundTransfer: [writes('treasury')],
      testHelpersSucceedInboundTransfer: [writes('treasury')],
      testHelpersUpdateOutboundPayment: [writes('treasury')],
      testHelpersUpdateOutboundTransfer: [writes('treasury')],
      unsubscribeFinancialConnectionsAccount: [writes('financial_connections')],
      updateFinancialAccount: [writes('treasury')],
      updateFinancialAccountFeatures: [writes('treasury')],
      updateRefund: [writes('refunds')],
      updateTaxRate: [writes('tax_rates')],
      updateTransfer: [writes('transfers')],
      updateTransferReversal: [writes('transfers')],
    });
    expect(fieldsOf('Query')).toMatchObject({
      balance: [reads('balance')],
      balanceTransactions: [reads('balance')],
      transfer: [reads('transfers')],
      transfers: [reads('transfers')],
      transferReversals: [reads('transfers')],
      transactionEntries: [reads('treasury')],
      treasuryTransactions: [reads('treasury')],
      financialAccounts: [reads('treasury')],
      creditReversals: [reads('treasury')],
      debitReversals: [reads('treasury')],
      inboundTransfers: [reads('treasury')],
      outboundPayments: [reads('treasury')],
      outboundTransfers: [reads('treasury')],
      receivedCredits: [reads('treasury')],
      receivedDebits: [reads('treasury')],
      financialConnectionsTransactions: [reads('financial_connections')],
      financialConnectionsAccounts: [reads('financial_connections')],
      // What they need depends on the ids.
      node: ['@authenticated'],
      nodes: ['@authenticated'],
    });
  });

  it('change nothing else', () => {
    const without = sdl
      .replace(/ @requiresScopes\(scopes: \[\[.*?\]\]\)/g, '')
      .replace(/ @authenticated/g, '')
      .replace('"@authenticated", ', '')
      .replace(', "@requiresScopes"', '');
    expect(print(parse(without))).toBe(print(parse(printSdl(schema))));
  });

  it('are in what a router asks for, and the gateway answers as before', async () => {
    await using world = await startWorld({ gateway: { securityDirectives: true } });
    const { data } = await world.query('{ _service { sdl } transfer(id: "tr_1Seed000003") { id } }');
    expect(data._service.sdl).toBe(sdl);
    expect(data.transfer).toEqual({ id: 'tr_1Seed000003' });
  });
});
