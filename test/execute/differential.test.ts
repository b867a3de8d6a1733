import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { CompiledDocument } from '../../src/execute/compiled-document.ts';
import { executeBothWays } from './differential.ts';
import { OPERATIONS } from './operations.ts';
import { OperationGenerator } from './synthetic-operation.ts';
import { type Odds, Source, syntheticSchema } from './synthetic-schema.ts';

const ODDS: readonly Odds[] = [
  { fault: 0, later: 0 },
  { fault: 0, later: 30 },
  { fault: 8, later: 0 },
  { fault: 8, later: 30 },
  { fault: 25, later: 50 },
];

it('answers as graphql-js does: data, errors and their order to the letter', {
  timeout: 600_000,
  retry: 0,
}, async () => {
  const seen = { errors: 0, late: 0, unhandledByGraphqlJs: 0 };
  for (let seed = 1; seed <= OPERATIONS; seed += 1) {
    const { source, variables } = new OperationGenerator(seed).make();
    const document = parse(source);
    expect(validate(syntheticSchema, document), source).toEqual([]);
    const compiled = new CompiledDocument(syntheticSchema, document);
    // Twice, for what is compiled the first time and kept.
    for (const turn of [0, 1]) {
      const odds = ODDS[(seed + turn) % ODDS.length] as Odds;
      const { theirs, ours } = await executeBothWays(syntheticSchema, document, compiled, () => ({
        rootValue: new Source(seed * 2 + turn, odds),
        contextValue: { of: seed },
        variableValues: variables,
      }));
      expect(ours.result, `seed ${seed}, ${source} ${JSON.stringify(variables)}`).toEqual(theirs.result);
      expect(ours.unhandled, `seed ${seed}, ${source}`).toEqual([]);
      seen.errors += theirs.result.errors?.length ?? 0;
      seen.late += theirs.result.isAtOnce ? 0 : 1;
      seen.unhandledByGraphqlJs += theirs.unhandled.length;
    }
  }
  // Else nothing of this was tried.
  expect(seen.errors).toBeGreaterThan(OPERATIONS);
  expect(seen.late).toBeGreaterThan(OPERATIONS / 2);
  expect(seen.unhandledByGraphqlJs).toBeGreaterThan(0);
});
