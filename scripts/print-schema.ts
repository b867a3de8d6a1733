import { subgraphSdl } from '../src/graph/federation.ts';
import { schema } from '../src/schema.ts';

// `printSchema` would drop `@key` and `@link`, which a composer needs.
process.stdout.write(`${subgraphSdl(schema)}\n`);
