import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';
import { startGateway } from './gateway.ts';

/**
 * Asks the running gateway for its schema, as a frontend does. Relay and graphql-codegen read it as SDL, urql as JSON.
 */
await using gateway = await startGateway();
const response = await fetch(gateway.url, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: getIntrospectionQuery() }),
});
const { data } = (await response.json()) as { data: IntrospectionQuery };
const write = (name: string, text: string) => writeFile(join(import.meta.dirname, name), text);
await write('schema.json', JSON.stringify(data));
await write('schema.graphql', `${printSchema(buildClientSchema(data))}\n`);
