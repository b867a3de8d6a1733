import { describe, expect, it } from 'vitest';
import { wantsInfo } from '../../src/execute/resolve-info.ts';

const four = (_source: unknown, _args: unknown, _context: unknown, info: unknown) => info;

describe('a resolver that may look at its fourth parameter', () => {
  it.each<[name: string, resolver: (...all: never[]) => unknown]>([
    ['declares it', four],
    ['takes all that come', (...all) => all],
    ['takes all that come after some', (_source, ...rest) => rest],
    ['has a default before it', (_source, _args = {}, _context, info) => info],
    ['has a default in what it takes apart', ({ a = ')' }, _args = 1, _context, info) => [a, info]],
    [
      'looks at its arguments',
      function (this: unknown) {
        // biome-ignore lint/complexity/noArguments: that is what is tried
        return arguments;
      },
    ],
    ['is bound', four.bind(undefined)],
    ['cannot be read', Math.max.bind(undefined)],
  ])('%s', (_name, resolver) => {
    expect(wantsInfo(resolver)).toBe(true);
  });
});

describe('a resolver that cannot', () => {
  it.each<[name: string, resolver: (...all: never[]) => unknown]>([
    ['takes nothing', () => null],
    ['takes one without parentheses', new Function('return parent => [...parent]')()],
    ['takes three', (source, args, context) => [source, args, context]],
    ['takes one apart', ({ id }: { id: string }) => id],
    ['is a method', { resolve: (source: unknown) => source }.resolve],
    ['waits', async (source) => source],
  ])('%s', (_name, resolver) => {
    expect(wantsInfo(resolver)).toBe(false);
  });
});
