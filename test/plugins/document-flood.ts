import { readConfig } from '../../src/config/config.ts';
import { startWorld } from '../world.ts';

// Run as a process of its own, so that what it holds can be seen: sends as many unique documents as it is told, and
// prints how much it grew.
const count = Number(process.argv[2] ?? 5_000);
const { documentCacheBytes } = readConfig(process.env);
const world = await startWorld({ gateway: { documentCacheBytes } });
const { maxTokens, maxDocumentCharacters } = readConfig({});

/** As many tokens as a document may have, in a selection that costs no REST call: the id is none. */
const dense = (i: number): string =>
  `query N${i} { transfer(id: "x") { ${'... { amount id } '.repeat(Math.floor((maxTokens - 20) / 5))} } }`;
/** As many errors as are told, each with a text of its own. */
const wrong = (i: number): string =>
  `query N${i} { ${Array.from({ length: 190 }, (_, j) => `nope${i}x${j}`).join(' ')} }`;
/** As long as a document may be, in letters that take two bytes each. */
const long = (i: number): string => `query N${i} { __typename }#${'…'.repeat(maxDocumentCharacters - 100)}`;

const flood = async (count: number, make: (i: number) => string): Promise<void> => {
  for (let i = 0; i < count; i += 1) {
    await (await world.fetch({ query: make(i) })).text();
    // What is held counts, not what waits to be collected while the machine has other work.
    if (i % 50 === 0) globalThis.gc?.();
  }
};

await flood(20, dense);
await flood(20, wrong);
await flood(20, long);
const before = process.memoryUsage().rss;
await flood(count, dense);
await flood(count / 5, wrong);
await flood(count / 5, long);
const growth = Math.round((process.memoryUsage().rss - before) / 2 ** 20);
process.stdout.write(`${JSON.stringify({ growth, calls: world.calls.length })}\n`);
await world[Symbol.asyncDispose]();
