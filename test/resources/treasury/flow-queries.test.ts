import { describe, expect, it } from 'vitest';
import { startWorld } from '../../world.ts';

interface Kind {
  readonly field: string;
  readonly endpoint: string;
  /** Every filter, as a GraphQL argument and as REST's parameters, in REST's order. */
  readonly given: string;
  readonly asked: string;
}

const KINDS: readonly Kind[] = [
  {
    field: 'outboundTransfer',
    endpoint: 'outbound_transfers',
    given: 'status: RETURNED',
    asked: 'status=returned',
  },
  {
    field: 'outboundPayment',
    endpoint: 'outbound_payments',
    given: 'created: { gte: "2023-01-01T00:00:00Z" }, customer: "cus_1SeedSupplier001", status: POSTED',
    asked: 'created[gte]=1672531200&customer=cus_1SeedSupplier001&status=posted',
  },
  {
    field: 'inboundTransfer',
    endpoint: 'inbound_transfers',
    given: 'status: SUCCEEDED',
    asked: 'status=succeeded',
  },
  {
    field: 'receivedCredit',
    endpoint: 'received_credits',
    given: 'sourceFlowType: OUTBOUND_PAYMENT, status: SUCCEEDED',
    asked: 'linked_flows[source_flow_type]=outbound_payment&status=succeeded',
  },
  { field: 'receivedDebit', endpoint: 'received_debits', given: 'status: FAILED', asked: 'status=failed' },
  {
    field: 'creditReversal',
    endpoint: 'credit_reversals',
    given: 'receivedCredit: "rc_1Seed000001", status: POSTED',
    asked: 'received_credit=rc_1Seed000001&status=posted',
  },
  {
    field: 'debitReversal',
    endpoint: 'debit_reversals',
    given: 'receivedDebit: "rd_1Seed000001", resolution: WON, status: COMPLETED',
    asked: 'received_debit=rd_1Seed000001&resolution=won&status=completed',
  },
];

const account = 'fa_1Seed000001';

describe.each(KINDS)('$field', ({ field, endpoint, given, asked }) => {
  it('is found by its id, listed for an account and from it, with the filters of REST', async () => {
    await using world = await startWorld();
    const path = `/v1/treasury/${endpoint}`;

    const listed = await world.query(`{ ${field}s(financialAccount: "${account}", first: 3) { nodes { id } } }`);
    expect(listed.errors).toBeUndefined();
    expect(world.calls).toEqual([`GET ${path}?financial_account=${account}&limit=3`]);
    const ids: string[] = listed.data[`${field}s`].nodes.map(({ id }: { id: string }) => id);
    expect(ids.length).toBeGreaterThan(0);

    const edge = await world.query(`{ financialAccount(id: "${account}") { ${field}s(first: 3) { nodes { id } } } }`);
    expect(edge.data.financialAccount[`${field}s`]).toEqual(listed.data[`${field}s`]);
    expect(world.calls).toContain(`GET ${path}?financial_account=${account}&limit=3`);

    const found = await world.query(`{ ${field}(id: "${ids[0]}") { id amount } }`);
    expect(found.data[field]).toMatchObject({ id: ids[0] });
    expect(world.calls).toEqual([`GET ${path}/${ids[0]}`]);

    await world.query(`{ ${field}s(financialAccount: "${account}", ${given}, first: 1) { nodes { id } } }`);
    expect(world.calls).toEqual([`GET ${path}?financial_account=${account}&${asked}&limit=1`]);
  });
});

it('refuses before any call what REST cannot be asked', async () => {
  await using world = await startWorld();
  const bad = [
    'outboundTransfers(financialAccount: "tr_1")',
    `outboundTransfers(financialAccount: "${account}", status: UNRECOGNIZED)`,
    `outboundPayments(financialAccount: "${account}", customer: "acct_1")`,
    `creditReversals(financialAccount: "${account}", receivedCredit: "rd_1")`,
  ];
  for (const field of bad) {
    const { errors } = await world.query(`{ ${field} { nodes { id } } }`);
    expect(errors?.[0]?.extensions?.code, field).toBe('BAD_USER_INPUT');
    expect(world.calls).toEqual([]);
  }
});
