import { subgraphSdl } from '../src/graph/subgraph/federation.ts';
import { schema } from '../src/schema.ts';

process.stdout.write(`${subgraphSdl(schema)}\n`);
