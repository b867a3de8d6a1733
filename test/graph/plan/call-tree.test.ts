import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import type { PlannedCall } from '../../../src/graph/plan/call-tree.ts';
import { Plan } from '../../../src/graph/plan/plan.ts';
import { prepare } from '../../../src/plugins/prepare.ts';
import { readDocument } from '../../../src/plugins/read-document.ts';
import { schema } from '../../../src/schema.ts';

const FOLDER = new URL('../../../docs/examples/', import.meta.url);

const prepared = (text: string, variables: Record<string, unknown> = {}) => {
  const config = readConfig({});
  const known = readDocument(text, config);
  const definition = known.operation(undefined)?.definition;
  if (definition === undefined) throw new Error('There is not one operation.');
  const context = { caller: { scopes: 'all' as const }, maxPageSize: 1000 };
  const result = prepare({ schema, known, definition, variableValues: variables, context }, config.maxValues);
  if ('errors' in result) throw result.errors[0];
  expect(result.plan).toBeInstanceOf(Plan);
  return { calls: result.plan.calls(result.inputs), estimate: result.plan.estimate(result.inputs) };
};

const flat = (calls: readonly PlannedCall[]): PlannedCall[] => calls.flatMap((call) => [call, ...flat(call.below)]);

const countOf = (calls: readonly PlannedCall[]): number => flat(calls).reduce((sum, { count }) => sum + count, 0);

/** A call as the examples show it. */
const shownCall = (line: string) => {
  const [method = '', target = ''] = line.split(' ');
  const [path = '', query = ''] = target.split('?');
  return { method, path, expand: [...query.matchAll(/expand\[\d*\]=([\w.]+)/g)].map(([, key = '']) => key).sort() };
};

const fits = (path: string, endpoint: string): boolean =>
  new RegExp(`^${endpoint.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);

const isPlanned = ({ method, path, expand }: ReturnType<typeof shownCall>, planned: readonly PlannedCall[]): boolean =>
  planned.some(
    (call) =>
      call.method === method && fits(path, call.endpoint ?? '') && [...call.expand].sort().join() === expand.join(),
  );

describe('the planned calls of an operation', () => {
  const examples = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'));

  it.each(examples)('%s: they add up to the estimate', (file) => {
    const text = readFileSync(new URL(file, FOLDER), 'utf8');
    const variables = /^# variables: (.+)$/m.exec(text)?.[1];
    const { calls, estimate } = prepared(text, variables === undefined ? {} : JSON.parse(variables));
    expect(countOf(calls)).toBe(estimate.calls);
  });

  it.each(['deeper-than-rest-expands.graphql', 'entries-250.graphql', 'entries-with-transactions-and-flows.graphql'])(
    '%s: they have each endpoint that is called, with its expansions',
    (file) => {
      const text = readFileSync(new URL(file, FOLDER), 'utf8');
      const variables = /^# variables: (.+)$/m.exec(text)?.[1];
      const planned = flat(prepared(text, variables === undefined ? {} : JSON.parse(variables)).calls);
      const shown = [...text.matchAll(/^# ((?:GET|POST) .+)$/gm)].map(([, line = '']) => shownCall(line));
      const unplanned = shown.filter((call) => !isPlanned(call, planned));
      expect(unplanned).toEqual([]);
    },
  );

  it('stand below the call that brings what they are made for', () => {
    const { calls } = prepared(
      `{ transfers(first: 3) { nodes { reversals(first: 200) { nodes { destinationPaymentRefund { id } } } } } }`,
    );
    expect(calls).toMatchObject([
      {
        coordinate: 'Query.transfers',
        method: 'GET',
        endpoint: '/v1/transfers',
        count: 1,
        below: [{ coordinate: 'Transfer.reversals', endpoint: '/v1/transfers/{id}/reversals', count: 6, below: [] }],
      },
    ]);
  });

  it('tell what comes with the call above', () => {
    const { calls } = prepared('{ transfers(first: 3) { nodes { reversals(first: 5) { nodes { amount } } } } }');
    expect(calls).toMatchObject([{ count: 1, below: [{ coordinate: 'Transfer.reversals', count: 0 }] }]);
  });

  it('have ids that are looked up by one field as one line', () => {
    const { calls } = prepared('{ nodes(ids: ["tr_1Abc", "tr_1Def", "nonsense"]) { ... on Transfer { amount } } }');
    expect(calls).toMatchObject([
      { coordinate: 'Query.nodes', count: 1, endpoint: undefined },
      { coordinate: 'Query.nodes', count: 2, endpoint: '/v1/transfers/{id}' },
    ]);
  });

  it('are a POST for a mutation, and none for what asks nothing', () => {
    const { calls } = prepared(
      'mutation { createTransferReversal(input: { transfer: "tr_1Abc", amount: 1, idempotencyKey: "k" }) { __typename } }',
    );
    expect(calls).toMatchObject([{ method: 'POST', endpoint: '/v1/transfers/{id}/reversals', count: 1 }]);
    expect(prepared('{ __typename }').calls).toEqual([]);
  });
});
