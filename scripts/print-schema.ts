import { printSubgraphSchema } from '@apollo/subgraph';
import { schema } from '../src/schema.ts';

// `printSchema` would drop `@key` and `@link`, which a composer needs.
process.stdout.write(`${printSubgraphSchema(schema)}\n`);
