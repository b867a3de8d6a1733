import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: './schema.graphql',
  documents: ['transfers.ts', 'apollo/*.ts', 'urql/*.ts', 'typed/*.ts'],
  generates: {
    './generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        strictScalars: true,
        scalars: {
          SafeInt: 'number',
          DateTime: 'string',
          Currency: 'string',
          JSONObject: 'Record<string, unknown>',
          // Not for frontends: what a federation router sends.
          _Any: 'unknown',
        },
        enumsAsTypes: true,
        useTypeImports: true,
      },
    },
    './generated/possible-types.ts': { plugins: ['fragment-matcher'], config: { useExplicitTyping: true } },
  },
};

// biome-ignore lint/style/noDefaultExport: graphql-codegen reads it
export default config;
