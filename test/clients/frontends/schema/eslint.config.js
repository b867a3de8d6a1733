import graphql from '@graphql-eslint/eslint-plugin';

const STRICT = [
  'relay-arguments',
  'relay-connection-types',
  'relay-page-info',
  'description-style',
  'input-name',
  'known-directives',
  'known-type-names',
  'no-hashtag-description',
  'no-scalar-result-type-on-mutation',
  'no-unreachable-types',
  'unique-enum-value-names',
  'unique-field-definition-names',
  'unique-type-names',
];

const without = (...words) => ({ forbiddenPrefixes: words, forbiddenSuffixes: words });

// biome-ignore lint/style/noDefaultExport: eslint reads it
export default [
  {
    files: ['schema.graphql'],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: './schema.graphql' } } },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...Object.fromEntries(STRICT.map((rule) => [`@graphql-eslint/${rule}`, 'error'])),
      // A list may also hold what is not paged.
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
      '@graphql-eslint/require-description': [
        'error',
        { types: true, rootField: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
          EnumTypeDefinition: without('Enum'),
          InterfaceTypeDefinition: without('Interface'),
          UnionTypeDefinition: without('Union'),
          ObjectTypeDefinition: without('Type'),
          'FieldDefinition[parent.name.value=Query]': without('query', 'get', 'Query'),
          'FieldDefinition[parent.name.value=Mutation]': without('mutation', 'Mutation'),
        },
      ],
    },
  },
];
