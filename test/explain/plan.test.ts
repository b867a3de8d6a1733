import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawCalls } from '../../src/cli/explain/draw-calls.ts';
import { explain } from '../../src/cli/explain/explain.ts';
import { readConfig } from '../../src/config/config.ts';
import type { PlannedCall } from '../../src/graph/plan/call-tree.ts';
import { bearer, tokenAuth } from '../auth/world.ts';
import { startWorld } from '../world.ts';
import { answerOf, explained, planOf } from './world.ts';

const EXAMPLES = new URL('../../docs/examples/', import.meta.url);

const countOf = (calls: readonly PlannedCall[]): number =>
  calls.reduce((sum, { count, below }) => sum + count + countOf(below), 0);

describe('the plan of an operation', () => {
  it('is a tree of the calls that it could make, with none made', async () => {
    await using world = await startWorld();
    const answer = await answerOf(
      world,
      `{ transferReversals(transfer: "tr_1Seed000012") {
          nodes { transfer { reversals { nodes { balanceTransaction { net } } } } }
      } }`,
      { explain: 'plan' },
    );
    expect(answer).toEqual({
      data: null,
      extensions: {
        cost: { estimated: 11, actual: 0, max: 200 },
        rest: {
          plan: [
            {
              coordinate: 'Query.transferReversals',
              method: 'GET',
              endpoint: '/v1/transfers/{id}/reversals',
              count: 1,
              expand: ['data.transfer'],
              below: [
                {
                  coordinate: 'Transfer.reversals',
                  method: 'GET',
                  endpoint: '/v1/transfers/{id}/reversals',
                  count: 10,
                  expand: ['data.balance_transaction'],
                  below: [],
                },
              ],
            },
          ],
        },
      },
    });
    expect(world.calls).toEqual([]);
  });

  it('is what the command line draws, for every example, and adds up to the estimate', async () => {
    await using world = await startWorld();
    for (const name of readdirSync(EXAMPLES).filter((file) => file.endsWith('.graphql'))) {
      const file = new URL(name, EXAMPLES);
      const query = readFileSync(file, 'utf8');
      const variables = JSON.parse(/^# variables: (.*)$/m.exec(query)?.[1] ?? '{}');
      const answer = await answerOf(world, query, { explain: 'plan', variables });
      expect(answer.errors, name).toBeUndefined();
      const plan = planOf(answer) ?? [];
      expect(answer.extensions?.cost, name).toMatchObject({ estimated: countOf(plan), actual: 0 });
      if (Object.keys(variables).length > 0) continue;
      const { lines } = explain({ file: file.pathname, variables: undefined, operation: undefined }, readConfig({}));
      expect(drawCalls(plan), name).toEqual(lines.slice(1));
    }
    expect(world.calls).toEqual([]);
  });

  it('of a mutation moves nothing', async () => {
    await using world = await startWorld();
    const mutation = `mutation { createTransferReversal(
      input: { transfer: "tr_1Mio2dLkdIwHu7ixsUuCxJpu", amount: 100, idempotencyKey: "only planned" }
    ) { __typename } }`;
    const answer = await answerOf(world, mutation, { explain: 'plan' });
    expect(planOf(answer)).toMatchObject([
      {
        coordinate: 'Mutation.createTransferReversal',
        method: 'POST',
        endpoint: '/v1/transfers/{id}/reversals',
        count: 1,
      },
    ]);
    expect(world.calls).toEqual([]);
  });

  it('comes beside the refusal of what is too dear, and shows where it is', async () => {
    await using world = await startWorld();
    const wide = '{ transfers(first: 100) { nodes { reversals(first: 400) { nodes { id } } } } }';
    const answer = await answerOf(world, wide, { explain: 'plan' });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'COST_LIMIT_EXCEEDED' } }]);
    expect(planOf(answer)).toMatchObject([{ count: 1, below: [{ coordinate: 'Transfer.reversals', count: 400 }] }]);
  });

  it.each([
    ['a document that is wrong', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['variables that are wrong', 'query ($id: ID!) { transfer(id: $id) { amount } }', 'BAD_USER_INPUT'],
    ['a page that cannot be asked for', '{ transfers(first: -1) { nodes { id } } }', 'BAD_USER_INPUT'],
  ])('is not made of %s', async (_, query, code) => {
    await using world = await startWorld();
    const answer = await answerOf(world, query, { explain: 'plan' });
    expect(answer.errors).toMatchObject([{ extensions: { code } }]);
    expect(planOf(answer) ?? []).toEqual([]);
  });

  it('of a subscription is that of one event, and opens no stream', async () => {
    await using world = await startWorld();
    const subscription = 'subscription { events { node { ... on Transfer { amount } } } }';
    const answer = await answerOf(world, subscription, { explain: 'plan' });
    expect(answer.errors).toBeUndefined();
    expect(planOf(answer)).toMatchObject([{ count: 1 }]);
  });

  it('leaves out what the caller may not see, and is refused to whom nobody knows', async () => {
    const auth = tokenAuth({ name: 'reader', token: 'reader', scopes: ['transfers:read'] });
    await using world = await startWorld({ gateway: auth });
    const query = '{ transfers { nodes { balanceTransaction { net } } } }';
    expect((await explained(world, query, { explain: 'plan' })).status).toBe(401);
    const [call] = planOf(await answerOf(world, query, { explain: 'plan', headers: bearer('reader') })) ?? [];
    expect(call).toMatchObject({ coordinate: 'Query.transfers', count: 1, expand: [] });
  });
});
