import { buildSchema, defaultFieldResolver, type GraphQLFieldResolver, GraphQLObjectType, parse } from 'graphql';
import { expect, it } from 'vitest';
import { type Answer, stringifyAnswer } from '../../src/execute/answer.ts';
import { CompiledDocument } from '../../src/execute/compiled-document.ts';
import type { DirectText } from '../../src/json/direct-text.ts';
import { NO_BOUND } from './differential.ts';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** A schema whose `text` is resolved so, and what a query of it answers. */
const ask = async (resolve: Resolver, maxBytes = NO_BOUND.maxBytes) => {
  const schema = buildSchema('type Query { row: Row } type Row { text: String other: String }');
  const row = schema.getType('Row');
  if (row instanceof GraphQLObjectType) Object.assign(row.getFields().text ?? {}, { resolve });
  const compiled = new CompiledDocument(schema, parse('{ row { text other } }'));
  const rootValue = { row: { text: 'plain', other: 'other' } };
  return JSON.parse(stringifyAnswer((await compiled.execute({ ...NO_BOUND, rootValue, maxBytes })) as Answer));
};

/** A resolver that can be told from its text. */
const resolver = (directText: DirectText) => Object.assign(() => 'resolved', { directText });

it('writes the text beside a resolver, and asks the resolver where there is none', async () => {
  expect(await ask(resolver(() => '"direct"'))).toEqual({ data: { row: { text: 'direct', other: 'other' } } });
  expect(await ask(resolver(() => undefined))).toEqual({ data: { row: { text: 'resolved', other: 'other' } } });
});

it('asks the resolver where the text throws', async () => {
  const direct = resolver(() => {
    throw new TypeError('odd');
  });
  expect(await ask(direct)).toEqual({ data: { row: { text: 'resolved', other: 'other' } } });
});

it('passes no resolver by that stands around another', async () => {
  const inner = resolver(() => '"direct"');
  const wrapped: Resolver = () => `checked ${inner()}`;
  expect(await ask(wrapped)).toEqual({ data: { row: { text: 'checked resolved', other: 'other' } } });
  expect(await ask(defaultFieldResolver)).toEqual({ data: { row: { text: 'plain', other: 'other' } } });
});

it('counts the text', async () => {
  const long = `"${'x'.repeat(1_000)}"`;
  expect(
    await ask(
      resolver(() => long),
      1_000,
    ),
  ).toMatchObject({ data: null, errors: [{ message: 'too large' }] });
  expect(
    await ask(
      resolver(() => long),
      1_100,
    ),
  ).toHaveProperty('data.row.text');
});
