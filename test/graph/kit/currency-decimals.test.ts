import { getNamedType, isNonNullType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { decimalsOf } from '../../../src/graph/kit/currency-decimals.ts';
import { schema } from '../../../src/schema.ts';
import { startWorld } from '../../world.ts';

describe('decimalsOf', () => {
  it.each([
    ['USD', 2],
    ['eur', 2],
    ['JPY', 0],
    ['jpy', 0],
    ['KRW', 0],
    ['XPF', 0],
    ['KWD', 3],
    ['bhd', 3],
    ['TND', 3],
    // Without a smaller unit in the world, and with one in REST.
    ['ISK', 2],
    ['UGX', 2],
    // Whole units in payouts alone, whose amounts are in hundredths all the same.
    ['HUF', 2],
    ['TWD', 2],
    // What is not known yet is as most are.
    ['XYZ', 2],
  ])('of %s is %i', (currency, decimals) => {
    expect(decimalsOf(currency)).toBe(decimals);
  });

  it('is what Intl says wherever a currency has no hundredths, but for those that REST sends in hundredths', () => {
    const byIntl = (currency: string) =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;
    const known = Intl.supportedValuesOf('currency');
    const other = known.filter((currency) => decimalsOf(currency) !== 2 && decimalsOf(currency) !== byIntl(currency));
    expect(other).toEqual([]);
    // Whoever trusts Intl instead shows these a hundred times too high; HUF and others too, or not, as its data are of
    // one year or another.
    expect(known.filter((currency) => decimalsOf(currency) > byIntl(currency))).toEqual(
      expect.arrayContaining(['ISK', 'UGX']),
    );
  });
});

describe('currencyDecimals', () => {
  it('stands beside every currency of an object, and may be null where that may', () => {
    const types = Object.values(schema.getTypeMap()).filter(isObjectType);
    const withCurrency = types.filter((type) => type.getFields().currency !== undefined);
    expect(withCurrency.length).toBeGreaterThan(10);
    for (const type of withCurrency) {
      const { currency, currencyDecimals } = type.getFields();
      expect(getNamedType(currencyDecimals?.type)?.name, type.name).toBe('Int');
      expect(isNonNullType(currencyDecimals?.type), type.name).toBe(isNonNullType(currency?.type));
    }
  });

  it('tells how to show an amount, and costs nothing', async () => {
    await using world = await startWorld();
    const { data, extensions } = await world.query(
      '{ transfers(first: 100) { nodes { currency currencyDecimals reversals { nodes { currencyDecimals } } } } }',
    );
    const shown = new Map<string, Set<number>>();
    for (const { currency, currencyDecimals, reversals } of data.transfers.nodes) {
      const decimals = shown.get(currency) ?? new Set();
      shown.set(currency, decimals.add(currencyDecimals));
      for (const reversal of reversals.nodes) decimals.add(reversal.currencyDecimals);
    }
    expect(shown.get('JPY')).toEqual(new Set([0]));
    expect(shown.get('USD')).toEqual(new Set([2]));
    expect(extensions?.cost).toMatchObject({ actual: 1 });
    expect(world.calls).toEqual(['GET /v1/transfers?limit=100']);
  });

  it('is not answered from an id: without its object nobody knows the currency', async () => {
    await using world = await startWorld();
    await world.query('{ transfer(id: "tr_1Seed000003") { currencyDecimals } }');
    expect(world.calls).toEqual(['GET /v1/transfers/tr_1Seed000003']);
  });
});
