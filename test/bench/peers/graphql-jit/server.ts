import { createServer } from 'node:http';
import { parse } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { schema } from './schema.ts';
import { StripeApi } from './stripe-api.ts';

/** Whatever can be left out is. Its serializer of JSON knows no scalars but GraphQL's own, so that JSON.stringify stays. */
const OPTIONS = { disableLeafSerialization: true, disablingCapturingStackErrors: true };

const MOST_DOCUMENTS = 1000;
const documents = new Map<string, CompiledQuery>();

const compiled = (text: string): CompiledQuery => {
  const known = documents.get(text);
  if (known !== undefined) return known;
  const query = compileQuery(schema, parse(text, { noLocation: true }), undefined, OPTIONS);
  if (!isCompiledQuery(query)) throw new Error(JSON.stringify(query));
  const [oldest] = documents.keys();
  if (documents.size === MOST_DOCUMENTS && oldest !== undefined) documents.delete(oldest);
  documents.set(text, query);
  return query;
};

const answer = async (body: string): Promise<string> => {
  const { query: text, variables } = JSON.parse(body);
  const { query } = compiled(text);
  return JSON.stringify(await query(undefined, new StripeApi(), variables));
};

/** No framework, and nothing that is not needed to answer: no validation, no limits, no check, no log. */
const server = createServer((request, response) => {
  if (request.method !== 'POST') {
    response.end();
    return;
  }
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', () => {
    answer(body).then(
      (text) => {
        const head = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
        response.writeHead(200, head).end(text);
      },
      (error: Error) => response.writeHead(500).end(JSON.stringify({ errors: [{ message: error.message }] })),
    );
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
