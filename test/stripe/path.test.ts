import { describe, expect, it } from 'vitest';
import { restPath } from '../../src/stripe/path.ts';

describe('restPath', () => {
  it('puts checked ids into a path', () => {
    expect(restPath`/v1/transfers/${'tr_1'}/reversals/${'trr_2'}`).toBe('/v1/transfers/tr_1/reversals/trr_2');
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
    expect(() => restPath`/v1/transfers/${id}/reversals`).toThrow(TypeError);
  });
});
