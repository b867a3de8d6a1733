import { introspectionFromSchema, lexicographicSortSchema, specifiedDirectives } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/schema.ts';

const names = (types: readonly { readonly name: string }[] | undefined) => types?.map(({ name }) => name);

describe('the order of the schema', () => {
  it.each([
    ['as it is', { nodeFields: true, securityDirectives: false }],
    ['without node fields, with stubs', { nodeFields: false, securityDirectives: false, stubs: ['Customer'] }],
  ])('%s is that of graphql-js, to the last member', (_name, options) => {
    const schema = buildSchema(options);
    const sorted = lexicographicSortSchema(schema);
    expect(JSON.stringify(introspectionFromSchema(schema))).toBe(JSON.stringify(introspectionFromSchema(sorted)));
    for (const name of ['Node', 'Problem']) {
      const [own, theirs] = [schema, sorted].map((each) => each.getPossibleTypes(each.getType(name) as never));
      expect(names(own)).toEqual(names(theirs));
    }
  });

  it('leaves what all schemas share as it was', () => {
    const deprecated = specifiedDirectives.find(({ name }) => name === 'deprecated');
    expect(deprecated?.locations[0]).toBe('FIELD_DEFINITION');
  });
});
