import { type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ownDataExamples } from '../src/example-operations/own-data-examples.ts';
import { sandboxExamples } from '../src/example-operations/sandbox-examples.ts';
import { callsOf, explained } from './explain/world.ts';
import { type Answer, startWorld, type World } from './world.ts';

interface Example {
  readonly name: string;
  readonly query: string;
  /** The number of REST calls that the comment above the operation promises; NaN where it promises none. */
  readonly promised: number;
}

const read = (query: string): Example => {
  const [operation, second] = parse(query).definitions as OperationDefinitionNode[];
  expect(second, 'each has a tab of its own').toBeUndefined();
  const above = query.slice(0, operation?.loc?.start).replaceAll('\n# ', ' ');
  return {
    name: operation?.name?.value ?? '',
    query,
    promised: Number(/\b(\d+) REST calls?\b[^:]*$/.exec(above)?.[1]),
  };
};

const sandbox = sandboxExamples.map(read);
const own = ownDataExamples.map(read);

const named = (name: string): Example => {
  const found = sandbox.find((example) => example.name === name);
  if (found === undefined) throw new Error(`There is no example ${name}.`);
  return found;
};

/** The places in an answer where there is nothing to see. */
const emptyPlaces = (value: unknown, path: string): string[] => {
  if (value === null || (Array.isArray(value) && value.length === 0)) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) => emptyPlaces(each, `${path}.${key}`));
};

/** As the page sends it. */
const run = async (world: World, { query }: Pick<Example, 'query'>, variables = {}): Promise<Answer> =>
  (await (await explained(world, query, { variables })).json()) as Answer;

describe('the operations that GraphiQL opens with', () => {
  it('are few, and each says what it is for and what it costs', () => {
    expect(sandbox.map(({ name }) => name)).toEqual([
      'ReversalWithTransfer',
      'LatestTreasuryEntries',
      'TaxedSale',
      'BankTransactions',
      'AnyObjects',
      'ReverseTransfer',
      'ReverseTransferAgain',
      'OneWrongId',
      'WhatHappens',
    ]);
    expect(sandbox.map(({ promised }) => promised)).not.toContain(Number.NaN);
    // In an editor beside two panels no more is seen without wrapping.
    for (const { query } of sandbox.concat(own)) {
      for (const line of query.split('\n').filter((each) => each.startsWith('#'))) expect(line.length).toBeLessThan(61);
    }
  });

  it.each(sandbox.slice(0, 5))('$name shows something, for as many REST calls as its comment says', async (example) => {
    await using world = await startWorld();
    const answer = await run(world, example);
    expect(answer.errors).toBeUndefined();
    expect(emptyPlaces(answer.data, 'data')).toEqual([]);
    expect(answer.extensions?.cost).toEqual({ estimated: expect.any(Number), actual: example.promised, max: 200 });
    expect(callsOf(answer)).toHaveLength(example.promised);
  });

  it('ReverseTransfer is done once, and ReverseTransferAgain replays it', async () => {
    await using world = await startWorld();
    const reverse = async (name: string) => {
      const answer = await run(world, named(name));
      expect(answer.extensions?.cost).toMatchObject({ actual: named(name).promised });
      return answer.data.createTransferReversal;
    };
    const first = await reverse('ReverseTransfer');
    expect(first).toMatchObject({ __typename: 'CreateTransferReversalPayload', replayed: false });
    expect(await reverse('ReverseTransferAgain')).toEqual({ ...first, replayed: true });
  });

  it('OneWrongId shows an error beside an answer', async () => {
    await using world = await startWorld();
    const { data, errors, extensions } = await run(world, named('OneWrongId'));
    expect(data).toEqual({ right: { amount: expect.any(Number), currency: 'USD' }, wrong: null });
    expect(errors).toMatchObject([{ path: ['wrong'], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(extensions?.cost).toMatchObject({ actual: named('OneWrongId').promised });
  });

  it('WhatHappens is a subscription that costs a call for each event', async () => {
    await using world = await startWorld();
    const answer = await explained(world, named('WhatHappens').query, { explain: 'plan' });
    expect(await answer.json()).toMatchObject({ extensions: { cost: { estimated: named('WhatHappens').promised } } });
  });
});

describe('the operations that it opens with on data of one’s own', () => {
  it('hold no id of the sandbox', () => {
    expect(ownDataExamples.join()).not.toMatch(/_1[A-Z]\w{6}/);
  });

  it.each(own.filter(({ query }) => !query.includes('$')))(
    '$name shows something, whatever the ids, for as many REST calls as its comment says',
    async (example) => {
      await using world = await startWorld();
      const answer = await run(world, example);
      expect(answer.errors).toBeUndefined();
      expect(callsOf(answer)).toHaveLength(example.promised);
      expect(Object.values(answer.data)).not.toContain(null);
    },
  );

  it.each(own.filter(({ query }) => query.includes('$')))('$name says which variables it wants', async (example) => {
    await using world = await startWorld();
    const ids = { id: 'tr_1Seed000003', transfer: 'tr_1Seed000001', key: 'a-key' };
    const asked = Object.entries(ids).filter(([name]) => example.query.includes(`$${name}`));
    for (const [name] of asked) expect(example.query).toMatch(new RegExp(`^# .*"${name}": "`, 'm'));
    expect((await run(world, example)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect((await run(world, example, Object.fromEntries(asked))).errors).toBeUndefined();
  });
});
