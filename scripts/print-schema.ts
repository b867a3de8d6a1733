import { printSdl } from '../src/graph/subgraph/print-sdl.ts';
import { schema } from '../src/schema.ts';

process.stdout.write(`${printSdl(schema)}\n`);
