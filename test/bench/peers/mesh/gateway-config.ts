import { globalAgent } from 'node:http';
import { join } from 'node:path';
import type { GatewayConfigSupergraph } from '@graphql-hive/gateway';
import useDeduplicateRequest from '@graphql-mesh/plugin-deduplicate-request';

// Its `fetch` takes this agent, which opens as many connections as there are calls.
globalAgent.maxSockets = Number(process.env.REST_CONNECTIONS);

export const gatewayConfig: GatewayConfigSupergraph = {
  supergraph: join(import.meta.dirname, 'supergraph.graphql'),
  logging: 'warn',
  // Equal GETs of one operation are one: without it Q4 makes 100 calls.
  plugins: () => [useDeduplicateRequest()],
};
