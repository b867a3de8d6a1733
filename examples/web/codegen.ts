import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  // The running gateway; a file made by `stripe-graphql-gateway schema` will do too.
  schema: process.env.GATEWAY ?? 'http://127.0.0.1:4000/graphql',
  documents: ['src/**/*.{ts,tsx}'],
  generates: {
    './generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        // Types are erased: without this, imports of them reach the browser.
        useTypeImports: true,
        enumsAsTypes: true,
        // A scalar that stands for `any` is an error, so each has its type here.
        strictScalars: true,
        scalars: {
          SafeInt: 'number',
          DateTime: 'string',
          Currency: 'string',
          JSONObject: 'Record<string, unknown>',
          // For federation routers, and of no use here.
          _Any: 'unknown',
        },
      },
    },
    './generated/possible-types.ts': { plugins: ['fragment-matcher'], config: { useExplicitTyping: true } },
  },
};

// biome-ignore lint/style/noDefaultExport: graphql-codegen reads it
export default config;
