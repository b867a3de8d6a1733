import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { CompiledDocument } from '../../src/execute/compiled-document.ts';
import { schema } from '../../src/schema.ts';
import { RandomOperation } from '../graph/random-operation.ts';
import { executeBothWays } from './differential.ts';
import { oddContext } from './odd-rest.ts';
import { OPERATIONS } from './operations.ts';
import { Random } from './random.ts';

it('answers as graphql-js does over the gateway’s own schema and odd objects', {
  timeout: 600_000,
  retry: 0,
}, async () => {
  const seen = { valid: 0, errors: 0, bytes: 0 };
  for (let seed = 1; seed <= OPERATIONS; seed += 1) {
    const random = new Random(seed);
    const choices = Array.from({ length: 20 + random.next(120) }, () => random.next(2 ** 30));
    const { query, variables } = new RandomOperation(choices).in(random.pick(['literal', 'variable', 'default']));
    const document = parse(query);
    if (validate(schema, document).length > 0) continue;
    const compiled = new CompiledDocument(schema, document);
    const { theirs, ours } = await executeBothWays(schema, document, compiled, () => ({
      contextValue: oddContext(seed),
      variableValues: variables,
    }));
    expect(ours.result, `seed ${seed}, ${query}`).toEqual(theirs.result);
    expect(ours.unhandled, `seed ${seed}, ${query}`).toEqual([]);
    seen.valid += 1;
    seen.errors += theirs.result.errors?.length ?? 0;
    seen.bytes += theirs.result.text.length;
  }
  // Else nothing of this was tried.
  expect(seen.valid).toBeGreaterThan(OPERATIONS * 0.9);
  expect(seen.errors).toBeGreaterThan(OPERATIONS / 4);
  expect(seen.bytes).toBeGreaterThan(OPERATIONS * 100);
});
