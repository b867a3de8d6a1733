import { readFileSync } from 'node:fs';
import qs from 'qs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RestObject } from '../../src/sandbox/server.ts';
import { type Answer, type Client, openClient } from '../sandbox/client.ts';
import { type Description, type Operation, readDescription, type Schema } from './description.ts';
import { folder } from './folder.ts';

type Fixtures = Record<string, RestObject>;

/** The fixtures, joined where they name objects that are not among them. */
const seedOf = (fixtures: Fixtures): RestObject[] => {
  const { 'treasury.financial_account_features': features, ...objects } = fixtures;
  const account = fixtures['financial_connections.account'] as RestObject;
  const ownership = fixtures['financial_connections.account_ownership'] as RestObject;
  return Object.values({
    ...objects,
    'treasury.financial_account': { ...(fixtures['treasury.financial_account'] as RestObject), features },
    'financial_connections.account': {
      ...account,
      ownership: ownership.id,
      permissions: ['balances', 'ownership', 'payment_method', 'transactions'],
    },
    'financial_connections.transaction': {
      ...(fixtures['financial_connections.transaction'] as RestObject),
      account: account.id,
    },
  });
};

const line = { amount: 1000, quantity: 2, reference: 'L1', tax_behavior: 'inclusive', tax_code: 'txcd_10000000' };
const address = { city: 'Berlin', country: 'DE', line1: '', postal_code: '10115' };

describe('the API description', () => {
  let description: Description;
  let fixtures: Fixtures;
  let client: Client;
  const visited = new Set<string>();

  beforeAll(async () => {
    description = readDescription(new URL('tax-treasury-fc-transfers.json', folder));
    fixtures = JSON.parse(readFileSync(new URL('fixtures.json', folder), 'utf8')).resources;
    client = await openClient({ seed: seedOf(fixtures), keys: ['sk_test_1'] });
  });
  afterAll(() => client.sandbox.close());

  const idOf = (type: string): string => (fixtures[type] as RestObject).id;

  /** `id` is for the first id in the path, `second` for the next. */
  const pathOf = (operation: Operation, id: string, second = id): string =>
    operation.path.replace(/\{\w+\}/, id).replace(/\{\w+\}/, second);

  const send = (operation: Operation, path: string, form: object): Promise<Answer> => {
    const text = qs.stringify(form);
    return operation.method === 'get' ? client.get(`${path}?${text}`) : client.post(path, text);
  };

  /** Sends a legal request, and holds both it and its answer against the description. */
  const visit = async (name: string, form: object = {}, id = '', second = id): Promise<Answer['body']> => {
    const operation = description.operations.find(({ method, path }) => `${method.toUpperCase()} ${path}` === name);
    if (operation === undefined) throw new Error(`${name} is not described`);
    visited.add(name);
    expect(description.checkParameters(operation, qs.parse(qs.stringify(form), { depth: 10 }))).toEqual([]);
    const { status, body } = await send(operation, pathOf(operation, id, second), form);
    expect([name, status, body.error]).toEqual([name, 200, undefined]);
    expect(description.checkAnswer(operation, body)).toEqual([]);
    return body;
  };

  test('the check itself sees what is missing, strange or of the wrong type', () => {
    const operation = description.operations.find(({ path }) => path === '/v1/transfers/{transfer}') as Operation;
    const { id: _, ...rest } = fixtures.transfer as RestObject;
    expect(description.checkAnswer(operation, fixtures.transfer)).toEqual([]);
    expect(description.checkAnswer(operation, rest)).toHaveLength(1);
    expect(description.checkAnswer(operation, { ...fixtures.transfer, colour: 'red' })).toHaveLength(1);
    expect(description.checkAnswer(operation, { ...fixtures.transfer, amount: '1' })).toHaveLength(1);
  });

  test('objects are answered as described, bare and expanded', async () => {
    const flows = [
      ['credit_reversals/{credit_reversal}', 'credit_reversal'],
      ['debit_reversals/{debit_reversal}', 'debit_reversal'],
      ['inbound_transfers/{id}', 'inbound_transfer'],
      ['outbound_payments/{id}', 'outbound_payment'],
      ['outbound_transfers/{outbound_transfer}', 'outbound_transfer'],
      ['received_credits/{id}', 'received_credit'],
      ['received_debits/{id}', 'received_debit'],
    ].map(([path, type]): [string, string, string[]] => [`treasury/${path}`, `treasury.${type}`, ['transaction']]);
    const objects: [path: string, type: string, expand: string[]][] = [
      ['tax/transactions/{transaction}', 'tax.transaction', ['line_items']],
      [
        'tax/calculations/{calculation}',
        'tax.calculation',
        ['line_items.data.tax_breakdown', 'shipping_cost.tax_breakdown'],
      ],
      ['transfers/{transfer}', 'transfer', ['balance_transaction.source', 'destination', 'reversals.data.transfer']],
      ['balance_transactions/{id}', 'balance_transaction', ['source']],
      [
        'treasury/transaction_entries/{id}',
        'treasury.transaction_entry',
        ['flow_details.outbound_transfer.transaction', 'transaction.entries'],
      ],
      ['treasury/transactions/{id}', 'treasury.transaction', ['entries.data.flow_details', 'flow_details']],
      [
        'treasury/financial_accounts/{financial_account}',
        'treasury.financial_account',
        ['features', 'financial_addresses.aba.account_number'],
      ],
      ['financial_connections/transactions/{transaction}', 'financial_connections.transaction', []],
      [
        'financial_connections/accounts/{account}',
        'financial_connections.account',
        ['ownership', 'account_holder.customer'],
      ],
      ...flows,
    ];
    for (const [path, type, expand] of objects) {
      await visit(`GET /v1/${path}`, {}, idOf(type));
      await visit(`GET /v1/${path}`, { expand }, idOf(type));
    }
    const expand = ['transfer.reversals.data.balance_transaction', 'balance_transaction.source', 'source_refund'];
    const reversal = [idOf('transfer'), idOf('transfer_reversal')] as const;
    await visit('GET /v1/transfers/{transfer}/reversals/{id}', { expand }, ...reversal);
    await visit('POST /v1/transfers/{transfer}/reversals/{id}', { metadata: { a: 'b' }, expand }, ...reversal);
  });

  test('lists are answered as described, with every filter', async () => {
    const range = { gte: 1, lt: 2_000_000_000 };
    const financial_account = idOf('treasury.financial_account');
    const account = idOf('financial_connections.account');
    const ownership = idOf('financial_connections.account_ownership');
    const transaction = idOf('treasury.transaction');
    const lists: [name: string, form: object, id?: string][] = [
      ['/v1/transfers', { created: range, limit: 3, expand: ['data.balance_transaction.source'] }],
      ['/v1/transfers/{id}/reversals', { expand: ['data.transfer.balance_transaction.source'] }, idOf('transfer')],
      ['/v1/tax/transactions/{transaction}/line_items', { limit: 1 }, idOf('tax.transaction')],
      ['/v1/tax/calculations/{calculation}/line_items', { expand: ['data.tax_breakdown'] }, idOf('tax.calculation')],
      ['/v1/treasury/financial_accounts', { created: range, expand: ['data.features'] }],
      [
        '/v1/treasury/transactions',
        { financial_account, created: range, status: 'open', expand: ['data.flow_details'] },
      ],
      [
        '/v1/treasury/transaction_entries',
        {
          financial_account,
          effective_at: range,
          order_by: 'effective_at',
          expand: ['data.flow_details', 'data.transaction'],
        },
      ],
      ['/v1/treasury/transaction_entries', { financial_account, created: 1_234_567_890, transaction }],
      ['/v1/financial_connections/accounts', { expand: ['data.ownership'] }],
      ['/v1/financial_connections/accounts/{account}/owners', { ownership }, account],
      ['/v1/financial_connections/transactions', { account, transacted_at: range }],
    ];
    for (const [name, form, id] of lists) {
      const { data } = await visit(`GET ${name}`, form, id);
      // The fixture of the calculation has no line items.
      if (!name.startsWith('/v1/tax/calculations')) expect([name, data?.length]).toEqual([name, 1]);
    }
    const posted = { status: 'posted', order_by: 'posted_at', status_transitions: { posted_at: range } };
    await visit('GET /v1/treasury/transactions', { financial_account, ...posted });
  });

  test('what is made is answered as described', async () => {
    const transfer = await visit('POST /v1/transfers', {
      amount: 500,
      currency: 'usd',
      destination: 'acct_1',
      source_type: 'card',
    });
    await visit('POST /v1/transfers/{transfer}', { description: 'x', metadata: { a: 'b' } }, String(transfer.id));
    const reversal = {
      amount: 200,
      description: 'x',
      refund_application_fee: true,
      metadata: '',
      expand: ['transfer'],
    };
    await visit('POST /v1/transfers/{id}/reversals', reversal, String(transfer.id));
    const calculation = await visit('POST /v1/tax/calculations', {
      currency: 'eur',
      line_items: [line, { amount: 5 }],
      customer_details: {
        address,
        address_source: 'billing',
        tax_ids: [{ type: 'eu_vat', value: 'DE1' }],
        ip_address: '::1',
      },
      ship_from_details: { address },
      shipping_cost: { amount: 100, tax_behavior: 'exclusive' },
      tax_date: 1_700_000_000,
      expand: ['line_items.data.tax_breakdown', 'shipping_cost.tax_breakdown'],
    });
    const expand = ['line_items'];
    const from = {
      calculation: calculation.id,
      reference: 'a',
      metadata: { a: 'b' },
      posted_at: 1_700_000_000,
      expand,
    };
    const sale = await visit('POST /v1/tax/transactions/create_from_calculation', from);
    const [item] = (sale.line_items as { data: RestObject[] }).data;
    const partial = { mode: 'partial', original_transaction: sale.id };
    const back = {
      amount: -10,
      amount_tax: -1,
      original_line_item: item?.id,
      reference: 'x',
      quantity: 1,
      metadata: { a: 'b' },
    };
    const create = 'POST /v1/tax/transactions/create_reversal';
    await visit(create, { ...partial, reference: 'b', flat_amount: -7, expand });
    await visit(create, {
      ...partial,
      reference: 'c',
      line_items: [back],
      shipping_cost: { amount: -1, amount_tax: 0 },
      expand,
    });
    await visit(create, { mode: 'full', original_transaction: sale.id, reference: 'd', expand });
    const account = idOf('financial_connections.account');
    const path = 'POST /v1/financial_connections/accounts/{account}';
    await visit(`${path}/subscribe`, { features: ['transactions'] }, account);
    await visit(
      `${path}/refresh`,
      { features: ['balance', 'ownership', 'transactions'], expand: ['ownership'] },
      account,
    );
    await visit(`${path}/unsubscribe`, { features: ['transactions'] }, account);
    await visit(`${path}/disconnect`, {}, account);
  });

  test('every operation that is described was visited', () => {
    const described = description.operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect([...visited].sort()).toEqual(described.sort());
  });

  test('every parameter is known, every required one is missed, and no other is accepted', async () => {
    for (const operation of description.operations) {
      const { properties, required } = operation.parameters;
      const path = pathOf(operation, 'x_1');
      for (const name of Object.keys(properties)) {
        // Nothing takes an object with this key: the parameter is known, and its value is refused.
        const { status, body } = await send(operation, path, { [name]: { nonsense: 'x' } });
        const unknown = body.error?.code === 'parameter_unknown' && body.error.param === name;
        expect([operation.path, name, status < 500, unknown]).toEqual([operation.path, name, true, false]);
      }
      const strange = await send(operation, path, { nonsense: 'x' });
      expect(strange.body.error).toMatchObject({ code: 'parameter_unknown', param: 'nonsense' });
      const bare = await send(operation, path, {});
      if (required.length > 0) expect(required).toContain(bare.body.error?.param);
    }
  });

  test('every value that is described is accepted', async () => {
    for (const operation of description.operations) {
      for (const [name, schema] of Object.entries(operation.parameters.properties)) {
        for (const value of (schema.enum as string[] | undefined) ?? []) {
          const { body } = await send(operation, pathOf(operation, 'x_1'), { [name]: value });
          expect([operation.path, value, body.error?.param === name]).toEqual([operation.path, value, false]);
        }
      }
    }
  });

  test('every reference that is described can be expanded', async () => {
    for (const operation of description.operations.filter(({ method }) => method === 'get')) {
      const name = String(operation.answer.$ref ?? '').replace('#/components/schemas/', '');
      const fields = (description.schemas[name]?.properties ?? {}) as Record<string, Schema>;
      for (const [field, schema] of Object.entries(fields)) {
        if (schema['x-expansionResources'] === undefined) continue;
        const { body } = await send(operation, pathOf(operation, 'x_1'), { expand: [field] });
        expect([name, field, body.error?.code]).toEqual([name, field, 'resource_missing']);
      }
    }
  });
});
