import { describe, expect, it } from 'vitest';
import { PerKey } from '../../src/overload/per-key.ts';

describe('PerKey', () => {
  it('lets each key have so many at once, whatever others have', () => {
    const perKey = new PerKey(2);
    const leave = perKey.enter('a');
    expect(perKey.enter('a')).toBeDefined();
    expect(perKey.enter('a')).toBeUndefined();
    expect(perKey.enter('b')).toBeDefined();
    leave?.();
    expect(perKey.enter('a')).toBeDefined();
    expect(perKey.enter('a')).toBeUndefined();
  });
});
