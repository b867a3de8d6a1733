import { describe, expect, it } from 'vitest';
import { startWorld } from '../world.ts';

const FIELDS = `id active country created description displayName effectivePercentage
  flatAmount { amount currency currencyDecimals } inclusive jurisdiction jurisdictionLevel livemode metadata
  percentage rateType state taxType`;

describe('a tax rate', () => {
  it('shows every field, of one made by hand and of one that REST made', async () => {
    await using world = await startWorld();
    const { data, errors } = await world.query(
      `{ vat: taxRate(id: "txr_1Seed000003") { ${FIELDS} } fee: taxRate(id: "txr_1Seed000008") { ${FIELDS} } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.vat).toEqual({
      id: 'txr_1Seed000003',
      active: true,
      country: 'DE',
      created: '2022-10-04T00:00:00.000Z',
      description: 'Since 2021',
      displayName: 'VAT',
      effectivePercentage: null,
      flatAmount: null,
      inclusive: true,
      jurisdiction: 'Germany',
      jurisdictionLevel: null,
      livemode: false,
      metadata: { ledger: '1776' },
      percentage: 19,
      rateType: null,
      state: null,
      taxType: 'VAT',
    });
    expect(data.fee).toMatchObject({
      effectivePercentage: 0,
      flatAmount: { amount: 29, currency: 'USD', currencyDecimals: 2 },
      jurisdictionLevel: 'STATE',
      rateType: 'FLAT_AMOUNT',
      state: 'CO',
      taxType: 'RETAIL_DELIVERY_FEE',
    });
    expect(world.calls.toSorted()).toEqual(['GET /v1/tax_rates/txr_1Seed000003', 'GET /v1/tax_rates/txr_1Seed000008']);
  });

  it('keeps its decimals', async () => {
    await using world = await startWorld();
    const { data } = await world.query('{ taxRate(id: "txr_1Seed000001") { percentage } }');
    expect(data.taxRate).toEqual({ percentage: 9.875 });
  });

  it('has null metadata as an empty one', async () => {
    await using world = await startWorld({ seed: [{ id: 'txr_1', object: 'tax_rate', metadata: null }] });
    const { data, errors } = await world.query('{ taxRate(id: "txr_1") { metadata } }');
    expect(errors).toBeUndefined();
    expect(data.taxRate).toEqual({ metadata: {} });
  });

  it('is null where there is none', async () => {
    await using world = await startWorld();
    const { data, errors } = await world.query('{ taxRate(id: "txr_1None") { id displayName } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ taxRate: null });
  });
});

describe('the tax rates', () => {
  it('are listed newest first, page by page, those of before included', async () => {
    await using world = await startWorld();
    const query =
      'query ($after: String) { taxRates(first: 5, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }';
    const first = (await world.query(query)).data.taxRates;
    expect(first.nodes.map(({ id }: { id: string }) => id)).toEqual([8, 7, 6, 5, 4].map((n) => `txr_1Seed00000${n}`));
    const { data } = await world.query(query, { after: first.pageInfo.endCursor });
    expect(data.taxRates.nodes.map(({ id }: { id: string }) => id)).toEqual([3, 2, 1].map((n) => `txr_1Seed00000${n}`));
    expect(data.taxRates.pageInfo.hasNextPage).toBe(false);
    expect(world.calls).toEqual(['GET /v1/tax_rates?limit=5&starting_after=txr_1Seed000004']);
  });

  it('are narrowed by whether they are used, and by whether prices include them', async () => {
    await using world = await startWorld();
    const { data } = await world.query(
      '{ archived: taxRates(active: false) { nodes { id } } onTop: taxRates(inclusive: false, first: 2) { nodes { id } } }',
    );
    expect(data.archived.nodes).toEqual([{ id: 'txr_1Seed000007' }]);
    expect(data.onTop.nodes).toEqual([{ id: 'txr_1Seed000008' }, { id: 'txr_1Seed000005' }]);
    expect(world.calls.toSorted()).toEqual([
      'GET /v1/tax_rates?active=false&limit=10',
      'GET /v1/tax_rates?inclusive=false&limit=2',
    ]);
  });
});

describe('a tax rate that is changed', () => {
  const CHANGE = `mutation ($input: UpdateTaxRateInput!) {
    updateTaxRate(input: $input) {
      ... on UpdateTaxRatePayload { taxRate { active description displayName metadata percentage } }
      ... on Problem { message }
    }
  }`;
  const BEFORE = {
    active: true,
    description: 'Since 2021',
    displayName: 'VAT',
    metadata: { ledger: '1776' },
    percentage: 19,
  };

  it.each([
    [{ active: false }, { active: false }],
    [
      { displayName: 'MwSt.', metadata: { a: 'b' } },
      { displayName: 'MwSt.', metadata: { a: 'b', ledger: '1776' } },
    ],
    [{ metadata: { ledger: '' } }, { metadata: {} }],
    [
      { clearMetadata: true, description: 'Old' },
      { description: 'Old', metadata: {} },
    ],
  ])('keeps what is not given: %j', async (given, changed) => {
    await using world = await startWorld();
    const { data } = await world.query(CHANGE, { input: { id: 'txr_1Seed000003', ...given, idempotencyKey: 'k' } });
    expect(data.updateTaxRate).toEqual({ taxRate: { ...BEFORE, ...changed } });
    expect(world.calls).toEqual(['POST /v1/tax_rates/txr_1Seed000003']);
  });
});
