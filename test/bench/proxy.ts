import { createServer } from 'node:http';
import { Agent, request } from 'undici';
import { QUESTIONS } from './questions.ts';

/** The least that any gateway does: makes the REST calls of a question, all at once, and hands on what they bring, unread. */
const upstream = process.env.UPSTREAM ?? '';
const dispatcher = new Agent({ connections: Number(process.env.REST_CONNECTIONS) });
const headers = { authorization: 'Bearer sk_test_sandbox' };

const answer = async (name: string): Promise<string> => {
  const calls = QUESTIONS.find((question) => question.name === name)?.calls ?? [];
  const bodies = await Promise.all(
    calls.map(async (call) => (await request(`${upstream}${call}`, { dispatcher, headers })).body.text()),
  );
  return `[${bodies.join(',')}]`;
};

const server = createServer((incoming, response) => {
  incoming.resume();
  answer(incoming.url?.slice(1) ?? '').then(
    (body) => {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
        .end(body);
    },
    () => response.destroy(),
  );
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
