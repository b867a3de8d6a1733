import { join } from 'node:path';
import type { GatewayConfigSupergraph } from '@graphql-hive/gateway';
import useDeduplicateRequest from '@graphql-mesh/plugin-deduplicate-request';

export const gatewayConfig: GatewayConfigSupergraph = {
  supergraph: join(import.meta.dirname, 'supergraph.graphql'),
  logging: 'warn',
  // Equal GETs of one operation are one: without it Q4 makes 100 calls.
  plugins: () => [useDeduplicateRequest()],
};
