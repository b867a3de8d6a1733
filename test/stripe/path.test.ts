import { describe, expect, it } from 'vitest';
import { restPath } from '../../src/stripe/path.ts';

describe('restPath', () => {
  it('needs no values for a template without parameters', () => {
    expect(restPath('/v1/transfers')).toEqual({ text: '/v1/transfers', endpoint: '/v1/transfers' });
  });

  it('does not compile with a value too few or too many', () => {
    // @ts-expect-error: `id` is missing
    expect(() => restPath('/v1/transfers/{transfer}/reversals/{id}', { transfer: 'tr_1' })).toThrow(TypeError);
    // @ts-expect-error: there is no `transfer`
    expect(restPath('/v1/transfers/{id}', { id: 'tr_1', transfer: 'tr_1' }).text).toBe('/v1/transfers/tr_1');
    // @ts-expect-error: there are no parameters
    expect(restPath('/v1/transfers', { id: 'tr_1' }).text).toBe('/v1/transfers');
  });

  it('puts checked ids into a path', () => {
    expect(restPath('/v1/transfers/{transfer}/reversals/{id}', { transfer: 'tr_1', id: 'trr_2' })).toEqual({
      text: '/v1/transfers/tr_1/reversals/trr_2',
      endpoint: '/v1/transfers/{transfer}/reversals/{id}',
    });
  });

  it.each([
    '..',
    '.',
    '',
    'tr_1/../../charges',
    '%2e%2e',
    'tr_1#x',
    'tr_1?a',
    'tr_1\\..\\x',
    'tr_1\n',
    'tr_1;x',
    'tr_é',
    'x'.repeat(256),
  ])('refuses %j', (id) => {
    expect(() => restPath('/v1/transfers/{id}/reversals', { id })).toThrow(TypeError);
  });
});
