import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../../src/schema.ts';
import { countOf } from '../../counts.ts';
import { startWorld, type World } from '../../world.ts';
import type { Style } from '../random-operation/print.ts';
import { RandomOperation } from '../random-operation.ts';

const MAX = 200;
/** How many random operations are asked, in three styles each. */
const RUNS = countOf(160, 400);
const STYLES: readonly Style[] = ['literal', 'variable', 'default'];

interface Cost {
  readonly estimated: number;
  readonly actual: number;
  readonly max: number;
}

interface Outcome extends Cost {
  readonly calls: readonly string[];
  readonly codes: readonly unknown[];
  readonly message: string | undefined;
  readonly mostExpensive: string | undefined;
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ gateway: { maxRestCalls: MAX, maxValues: 100_000_000 } });
});
afterAll(() => world[Symbol.asyncDispose]());

const run = async (query: string, variables: Record<string, unknown> = {}): Promise<Outcome> => {
  const { errors = [], extensions } = await world.query(query, variables);
  // Every expansion that the planner asks for is one that REST makes.
  expect(JSON.stringify(extensions)).not.toContain('EXPANSION_REFUSED');
  const refusal = errors.find((error) => error.extensions?.code === 'COST_LIMIT_EXCEEDED');
  const mostExpensive = refusal?.extensions?.mostExpensive as { coordinate: string } | undefined;
  return {
    ...(extensions?.cost as Cost),
    calls: world.calls.sort(),
    codes: errors.map((error) => error.extensions?.code),
    message: refusal?.message,
    mostExpensive: mostExpensive?.coordinate,
  };
};

/** What must hold whatever was asked. */
const check = ({ estimated, actual, max, calls, codes, message, mostExpensive = '' }: Outcome): void => {
  expect(max).toBe(MAX);
  expect(actual).toBe(calls.length);
  expect(actual).toBeLessThanOrEqual(estimated);
  expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
  expect(codes).not.toContain('GRAPHQL_VALIDATION_FAILED');
  expect(message !== undefined).toBe(estimated > MAX);
  if (message === undefined) return;
  const [type = '', field = ''] = mostExpensive.split('.');
  expect(calls).toEqual([]);
  expect(schema.getType(type)).toHaveProperty(['_fields', field]);
  expect(message).toContain(`can need ${estimated} REST calls; the limit is ${MAX}. \`${mostExpensive}\` costs most`);
};

const operations = fc
  .array(fc.nat({ max: 99_999 }), { minLength: 20, maxLength: 300, size: 'max' })
  .map((choices) => new RandomOperation(choices));

describe('the cost of random operations', { retry: 0 }, () => {
  it('is at most what was estimated, is what is told, and is nothing when it is refused', async () => {
    const seen = { executed: 0, refused: 0, calls: 0 };
    await fc.assert(
      fc.asyncProperty(operations, async (operation) => {
        const outcomes: Outcome[] = [];
        for (const style of STYLES) {
          if (operation.writes) world.sandbox.reset();
          const { query, variables } = operation.in(style);
          const outcome = await run(query, variables);
          check(outcome);
          outcomes.push(outcome);
        }
        if (operation.writes) world.sandbox.reset();
        const [literal, ...others] = outcomes;
        for (const other of others) expect(other).toEqual(literal);
        const { message, actual = 0 } = literal ?? {};
        seen[message === undefined ? 'executed' : 'refused'] += 1;
        seen.calls += actual;
      }),
      { numRuns: RUNS, seed: 20241120 },
    );
    // The operations are worth their while: most are executed, and the dear ones are among them.
    expect(seen.executed).toBeGreaterThan((RUNS * 5) / 8);
    expect(seen.refused).toBeGreaterThanOrEqual(RUNS / 100);
    expect(seen.calls).toBeGreaterThan(seen.executed);
    // Long enough for a busy machine; what fails is made smaller until then.
  }, 600_000);
});

const PAGES = (size: string) =>
  `transfers(first: ${size}) { nodes { reversals(first: ${size}) { nodes { balanceTransaction { net } } } } }`;

describe('a page of 1,000 in a page of 1,000', () => {
  const estimated = 10 + 1000 * 10;

  it.each<[how: string, query: string, variables?: Record<string, unknown>]>([
    ['by literals', `{ ${PAGES('1000')} }`],
    ['by a variable', `query ($n: Int) { ${PAGES('$n')} }`, { n: 1000 }],
    ['by a default', `query ($n: Int = 1000) { ${PAGES('$n')} }`],
    ['by the default of a variable that cannot be null', `query ($n: Int! = 1000) { ${PAGES('$n')} }`],
    ['in fragments', `{ ...All } fragment All on Query { ... { ${PAGES('1000')} } }`],
    ['under @include', `query ($yes: Boolean!) { ... @include(if: $yes) { ${PAGES('1000')} } }`, { yes: true }],
    [
      'through edges',
      '{ transfers(first: 1000) { edges { node { reversals(first: 1000) { edges { node { balanceTransaction { net } } } } } } } }',
    ],
  ])('is refused before the first call: %s', async (_how, query, variables) => {
    const outcome = await run(query, variables);
    check(outcome);
    expect(outcome).toMatchObject({ estimated, actual: 0, mostExpensive: 'Transfer.reversals' });
    expect(outcome.codes).toEqual(['COST_LIMIT_EXCEEDED']);
  });

  it.each<[how: string, query: string, variables?: Record<string, unknown>]>([
    ['is skipped', `query ($no: Boolean!) { ... @include(if: $no) { ${PAGES('1000')} } __typename }`, { no: false }],
    ['is smaller by its variable', `query ($n: Int = 1000) { ${PAGES('$n')} }`, { n: 3 }],
    ['is 10 by a variable that is null', `query ($n: Int = 1000) { ${PAGES('$n')} }`, { n: null }],
  ])('costs no more than it is when it %s', async (_how, query, variables) => {
    const outcome = await run(query, variables);
    check(outcome);
    expect(outcome.codes).toEqual([]);
    expect(outcome.estimated).toBeLessThanOrEqual(1);
  });
});

describe('a page larger than any', () => {
  const HUGE = 2 ** 31 - 1;

  it.each<[how: string, query: string, variables?: Record<string, unknown>]>([
    ['by a literal', `{ transfers(first: ${HUGE}) { nodes { id } } }`],
    ['by a variable', 'query ($n: Int) { transfers(first: $n) { nodes { id } } }', { n: HUGE }],
    ['by a default', `query ($n: Int = ${HUGE}) { transfers(first: $n) { nodes { id } } }`],
    ['backwards', `{ transfers(last: ${HUGE}, before: "tr_1Seed000001") { nodes { id } } }`],
    ['in a list', `{ transfers { nodes { reversals(first: ${HUGE}) { nodes { id } } } } }`],
    [
      'in a fragment on one of many types',
      `{ node(id: "tr_1Seed000001") { ...F } } fragment F on Transfer { reversals(first: ${HUGE}) { nodes { id } } }`,
    ],
    ['beside what is fine', `{ transfer(id: "tr_1Seed000001") { id } transfers(first: ${HUGE}) { nodes { id } } }`],
  ])('is refused before the first call: %s', async (_how, query, variables) => {
    const outcome = await run(query, variables);
    expect(outcome.codes).toEqual(['BAD_USER_INPUT']);
    expect(outcome).toMatchObject({ actual: 0, calls: [] });
  });

  it('costs nothing where it is not executed', async () => {
    const query = `query A { transfer(id: "tr_1Seed000001") { id } } query B { transfers(first: ${HUGE}) { nodes { id } } }`;
    world.sandbox.requests.length = 0;
    const response = await world.fetch({ query, operationName: 'A' });
    expect(await response.json()).toMatchObject({ extensions: { cost: { estimated: 1, actual: 1 } } });
  });
});

describe('one name for two things', () => {
  it.each([
    [
      'in nodes and edges',
      '{ transfers(first: 5) { nodes { x: id } edges { node { x: balanceTransaction { net } } } } }',
    ],
    [
      'in two aliases of nodes',
      '{ transfers(first: 5) { a: nodes { x: id } b: nodes { x: balanceTransaction { net } } } }',
    ],
    [
      'as pages of different sizes',
      '{ transfers(first: 50) { nodes { r: reversals(first: 1) { nodes { id } } } edges { node { r: reversals(first: 100) { nodes { id } } } } } }',
    ],
  ])('is counted and expanded for both: %s', async (_how, query) => {
    check(await run(query));
  });

  it('expands for both', async () => {
    const query = '{ transfers(first: 5) { nodes { x: id } edges { node { x: balanceTransaction { net } } } } }';
    expect((await run(query)).calls).toEqual(['GET /v1/transfers?limit=5&expand[0]=data.balance_transaction']);
  });
});

describe('entities', () => {
  const QUERY =
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Transfer { amount reversals(first: 250) { nodes { id } } } } }';

  it('are counted like any other objects', async () => {
    const of = [1, 2, 3, 1].map((n) => ({ __typename: 'Transfer', id: `tr_1Seed00000${n}` }));
    const outcome = await run(QUERY, { of });
    check(outcome);
    expect(outcome.actual).toBe(3);
  });

  it('are refused before the first call when they cost too much', async () => {
    const of = Array.from({ length: 201 }, (_, n) => ({ __typename: 'Transfer', id: `tr_1None${n}` }));
    const outcome = await run(QUERY, { of });
    check(outcome);
    expect(outcome.codes).toEqual(['COST_LIMIT_EXCEEDED']);
  });
});
