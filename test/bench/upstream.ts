import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultSeed } from '../../src/sandbox/seed.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { plainAddress } from './turns.ts';

/**
 * A REST API that is never the bottleneck: the sandbox answers each address once, and that answer is given again, for
 * each turn with ids of its own, as late as told. `/bench?delay=50` sets the delay and answers how many calls there
 * were since the last time.
 */
const sandbox = await startSandbox({ seed: defaultSeed() });
const texts = new Map<string, Promise<string>>();
const answers = new Map<string, Promise<Buffer>>();
let delay = 0;
let calls = 0;

const ask = async (url: string): Promise<string> => {
  const response = await fetch(`${sandbox.url}${url}`, { headers: { authorization: `Bearer ${sandbox.key}` } });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return JSON.stringify(await response.json());
};

const once = <Value>(known: Map<string, Promise<Value>>, url: string, make: () => Promise<Value>): Promise<Value> => {
  let value = known.get(url);
  if (value === undefined) {
    value = make();
    known.set(url, value);
  }
  return value;
};

const inTurnOf = async (url: string): Promise<Buffer> => {
  const { plain, inTurn } = plainAddress(url);
  return Buffer.from(inTurn(await once(texts, plain, () => ask(plain))));
};

const answer = async (url: string): Promise<Buffer> => {
  if (url.startsWith('/bench?')) {
    const before = calls;
    calls = 0;
    delay = Number(new URLSearchParams(url.split('?')[1]).get('delay'));
    return Buffer.from(String(before));
  }
  calls += 1;
  const body = await once(answers, url, () => inTurnOf(url));
  if (delay > 0) await sleep(delay);
  return body;
};

const server = createServer((request, response) => {
  answer(request.url ?? '/').then(
    (body) => {
      const head = { 'content-type': 'application/json', 'content-length': body.length, 'request-id': 'req_bench' };
      response.writeHead(200, head).end(body);
    },
    () => response.destroy(),
  );
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
