import { describe, expect, it, vi } from 'vitest';
import { budgetOf, codesOf, startUpstreamWorld } from './world.ts';

const freeze = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
};

/** Bodies of REST's, frozen: nobody may write to what another operation reads too. */
const freezeBodies = () => {
  const parse = JSON.parse.bind(JSON);
  vi.spyOn(JSON, 'parse').mockImplementation((text, reviver) => {
    const value = parse(text, reviver);
    return value?.object === undefined ? value : freeze(value);
  });
};

describe('equal reads of several operations', () => {
  it('are one as long as the first waits: 100 at a budget of 20 a second', async () => {
    freezeBodies();
    const world = await startUpstreamWorld({ gateway: { ...budgetOf() } });
    // They use up the second.
    await Promise.all(Array.from({ length: 20 }, (_, n) => world.read(n)));
    const answers = await Promise.all(Array.from({ length: 100 }, () => world.read(500)));
    vi.restoreAllMocks();
    expect(codesOf(answers)).toEqual({});
    for (const { data } of answers) expect(data).toEqual({ transfer: { amount: 400 } });
    expect(world.upstream.requests.filter(({ path }) => path.endsWith('Upstream500')).length).toBe(1);
    const costs = answers.map(({ extensions }) => extensions?.cost as { actual: number; shared?: number });
    expect(costs.filter(({ actual }) => actual === 1).length).toBe(1);
    expect(costs.filter(({ actual, shared }) => actual === 0 && shared === 1).length).toBe(99);
  });
});
