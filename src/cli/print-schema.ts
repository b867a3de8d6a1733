import type { Config } from '../config/config.ts';
import { printSdl } from '../graph/subgraph/print-sdl.ts';
import { buildSchema } from '../schema.ts';
import { printClientSchema } from './print-client-schema.ts';

/** The schema as it is configured, in the schema definition language. */
export const printSchemaAs = (
  form: 'client' | 'subgraph',
  config: Pick<Config, 'nodeFields' | 'securityDirectives'>,
): string => {
  const schema = buildSchema(config);
  return form === 'client' ? printClientSchema(schema) : printSdl(schema);
};
