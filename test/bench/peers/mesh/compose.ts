import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeSubgraphs } from '@graphql-mesh/fusion-composition';
import { loadOpenAPISubgraph } from '@omnigraph/openapi';

/** What `mesh-compose` does: a supergraph of the one OpenAPI description. Its command line needs Node 22. */
const quiet = { log: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => quiet };

const { name, schema$ } = loadOpenAPISubgraph('stripe', {
  source: './mesh/openapi.json',
  endpoint: process.env.UPSTREAM ?? '',
  operationHeaders: { authorization: 'Bearer sk_test_sandbox' },
  // REST wants `expand[0]=…`.
  queryStringOptions: { arrayFormat: 'indices', indices: true },
})({ fetch, cwd: process.cwd(), logger: quiet });

const { supergraphSdl, errors } = composeSubgraphs([{ name, schema: await schema$ }]);
if (errors !== undefined) throw new AggregateError(errors, 'No composition.');
writeFileSync(join(import.meta.dirname, 'supergraph.graphql'), supergraphSdl);
