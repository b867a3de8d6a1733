import { join } from 'node:path';
import graphqlPlugin from '@graphql-eslint/eslint-plugin';
import { ESLint, type Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

const SCHEMA = join(import.meta.dirname, '../../../../schema.graphql');

const complaints = async (rules: Linter.RulesRecord): Promise<string[]> => {
  const eslint = new ESLint({
    cwd: join(SCHEMA, '..'),
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.graphql'],
        languageOptions: { parser: graphqlPlugin.parser, parserOptions: { graphQLConfig: { schema: SCHEMA } } },
        plugins: { '@graphql-eslint': graphqlPlugin as never },
        rules: Object.fromEntries(Object.entries(rules).map(([name, rule]) => [`@graphql-eslint/${name}`, rule])) as never,
      },
    ],
  });
  const results = await eslint.lintFiles([SCHEMA]);
  return results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`));
};

describe('schema.graphql', () => {
  it.each([
    'relay-arguments','relay-connection-types','relay-edge-types','relay-page-info',
    'no-typename-prefix','unique-enum-value-names','no-hashtag-description','require-description','naming-convention','description-style', 'require-nullable-result-in-root','require-type-pattern-with-oneof', 'no-scalar-result-type-on-mutation','no-root-type','input-name','require-field-of-type-query-in-mutation-result','strict-id-in-types','no-unreachable-types','known-type-names','known-directives','unique-type-names','unique-field-definition-names',
  ])('%s', async (rule) => {
    expect(await complaints({ [rule]: rule === 'require-description' ? ['error', {types:true, FieldDefinition:true, EnumValueDefinition:true,InputValueDefinition:true, DirectiveDefinition:true, rootField:true}] : rule==='naming-convention' ? ['error', {
      types:'PascalCase', FieldDefinition:'camelCase', InputValueDefinition:'camelCase', Argument:'camelCase', DirectiveDefinition:'camelCase', EnumValueDefinition:'UPPER_CASE',
      'FieldDefinition[parent.name.value=Query]': { forbiddenPrefixes:['query','get'], forbiddenSuffixes:['Query'] },
      'FieldDefinition[parent.name.value=Mutation]': { forbiddenPrefixes:['mutation'], forbiddenSuffixes:['Mutation'] },
      'EnumTypeDefinition,EnumTypeExtension': { forbiddenPrefixes:['Enum'], forbiddenSuffixes:['Enum'] },
      'InterfaceTypeDefinition': { forbiddenPrefixes:['Interface'], forbiddenSuffixes:['Interface'] },
      'UnionTypeDefinition': { forbiddenPrefixes:['Union'], forbiddenSuffixes:['Union'] },
      'ObjectTypeDefinition': { forbiddenPrefixes:['Type'], forbiddenSuffixes:['Type'] },
      }] : 'error' })).toEqual([]);
  });
});
