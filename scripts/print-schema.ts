import { subgraphSdl } from '../src/graph/federation.ts';
import { schema } from '../src/schema.ts';

process.stdout.write(`${subgraphSdl(schema)}\n`);
