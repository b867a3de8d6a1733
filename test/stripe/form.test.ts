import fc from 'fast-check';
import qs from 'qs';
import { describe, expect, it } from 'vitest';
import { InvalidParameterError } from '../../src/stripe/errors.ts';
import { encodeForm, type RestParam, type RestParams } from '../../src/stripe/form.ts';

/** What a form decoder that knows nothing of us makes of it. */
const decode = (form: string): [string, string][] => [...new URLSearchParams(form)];

/** Written independently of the encoder: what has to arrive. */
const flatten = (name: string, value: RestParam | undefined): [string, string][] => {
  if (value === undefined) return [];
  if (value === null) return [[name, '']];
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, item]) => flatten(`${name}[${key}]`, item));
};
const intended = (params: RestParams) => Object.entries(params).flatMap(([key, value]) => flatten(key, value));

const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));
const name = text.filter((value) => value !== '' && value !== '__proto__' && !/[[\]]/.test(value));
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
);
const { params } = fc.letrec<{ value: RestParam | undefined; params: RestParams }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value').filter((item) => item !== undefined)) as fc.Arbitrary<RestParam[]>,
    tie('params'),
  ),
  params: fc.dictionary(name, tie('value'), { maxKeys: 5 }),
}));

describe('encodeForm', () => {
  it('writes what the REST API reads', () => {
    const form = encodeForm({
      amount: 400,
      refund_application_fee: false,
      description: '',
      metadata: null,
      line_items: [{ reference: 'L1', amount: -5 }, { reference: 'L2' }],
      expand: ['data.transaction'],
      created: { gte: 1, lt: undefined },
    });
    expect(form.split('&')).toEqual([
      'amount=400',
      'refund_application_fee=false',
      'description=',
      'metadata=',
      'line_items[0][reference]=L1',
      'line_items[0][amount]=-5',
      'line_items[1][reference]=L2',
      'expand[0]=data.transaction',
      'created[gte]=1',
    ]);
  });

  it('arrives as exactly the intended pairs, whatever the text', { retry: 0 }, () => {
    fc.assert(
      fc.property(params, (value) => {
        expect(decode(encodeForm(value))).toEqual(intended(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is to the byte what the library writes that Stripe’s own client uses', { retry: 0 }, () => {
    const options = { arrayFormat: 'indices' } as const;
    fc.assert(
      fc.property(params, (value) => {
        const form = qs.stringify(value, options).replaceAll('%5B', '[').replaceAll('%5D', ']');
        expect(encodeForm(value)).toBe(form);
      }),
      { numRuns: 5_000 },
    );
  });

  it('arrives as the same object at a decoder of nested names', { retry: 0 }, () => {
    const metadata = fc.dictionary(
      name.filter((key) => !/^\d+$/.test(key)),
      text,
      { minKeys: 1, maxKeys: 20 },
    );
    fc.assert(
      fc.property(metadata, (value) => {
        expect(qs.parse(encodeForm({ metadata: value }), { plainObjects: true })).toEqual({ metadata: value });
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([1_022, 1_023, 1_024, 2_047])(
    'keeps a character outside the basic plane whole behind %i others',
    (length) => {
      const value = `${'x'.repeat(length)}😀`;
      expect(decode(encodeForm({ metadata: { note: value } }))).toEqual([['metadata[note]', value]]);
    },
  );

  it.each<[string, RestParams, string[]]>([
    ['a name that ends early', { metadata: { 'a]&amount=1&x[': 'y' } }, ['metadata', 'a]&amount=1&x[']],
    ['an empty name', { metadata: { '': 'y' } }, ['metadata', '']],
    ['__proto__', { metadata: JSON.parse('{"__proto__":"y"}') }, ['metadata', '__proto__']],
    ['NUL in a name', { metadata: { 'a\0b': 'y' } }, ['metadata', 'a\0b']],
    ['NUL in a value', { lines: [{ note: 'a\0b' }] }, ['lines', '0', 'note']],
    ['a lone high surrogate', { note: 'a\ud800b' }, ['note']],
    ['a lone low surrogate', { note: '\udc00' }, ['note']],
    ['a lone surrogate in a name', { '\ud800': 'a' }, ['\ud800']],
    ['NaN', { amount: Number.NaN }, ['amount']],
    ['an infinite number', { amount: Number.POSITIVE_INFINITY }, ['amount']],
    ['a number that has lost digits', { amount: 2 ** 53 }, ['amount']],
    ['a number in exponents', { amount: 1e21 }, ['amount']],
    ['a fraction in exponents', { amount: 1e-7 }, ['amount']],
  ])('refuses %s and says where', (_, value, path) => {
    expect(() => encodeForm(value)).toThrow(InvalidParameterError);
    expect(() => encodeForm(value)).toThrow(expect.objectContaining({ place: path, effect: 'none', kind: 'refused' }));
  });

  it('refuses what nests without end', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`) as RestParams;
    expect(() => encodeForm(deep)).toThrow(InvalidParameterError);
  });
});
