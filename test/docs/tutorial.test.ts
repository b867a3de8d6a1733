import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { start } from '../process.ts';

const page = readFileSync(new URL('../../docs/tutorial.md', import.meta.url), 'utf8');
const execute = promisify(execFile);

/** What the page names the gateway by; the test's has a port of its own. */
const ADDRESS = 'http://127.0.0.1:4000/graphql';

interface Block {
  readonly section: string;
  readonly language: string;
  readonly text: string;
}

const blocks: readonly Block[] = page.split(/^## /m).flatMap((part) => {
  const section = part.split('\n')[0] ?? '';
  return [...part.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, language = '', text = '']) => ({
    section,
    language,
    text,
  }));
});

/** `…` in a text of the page stands for what differs from run to run. */
const expected = (shown: unknown): unknown => {
  if (typeof shown === 'string' && shown.includes('…')) {
    const parts = shown.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return expect.stringMatching(new RegExp(`^${parts.join('.+')}$`));
  }
  if (Array.isArray(shown)) return shown.map(expected);
  if (typeof shown !== 'object' || shown === null) return shown;
  return Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, expected(value)]));
};

it('docs/tutorial.md: every step does what the page says, from the first to the last', async () => {
  const [first, ...steps] = blocks;
  // test/build.ts has made what this starts.
  expect(first?.text).toBe('npm ci && npm start\n');
  const { url, said, query } = await start();

  let send = async (): Promise<unknown> => undefined;
  let answer: unknown;
  let formatMoney = (_: unknown): string => '';
  const run: Record<string, (text: string) => Promise<unknown>> = {
    text: async (text) => expect(said.out).toBe(text.replace(ADDRESS, url)),
    graphql: async (text) => {
      send = () => query(text);
    },
    sh: async (text) => {
      send = async () => JSON.parse((await execute('sh', ['-c', text.replace(ADDRESS, url)])).stdout);
    },
    // An answer without an operation before it: the last one is sent again.
    json: async (text) => {
      answer = await send();
      expect(answer).toEqual(expected(JSON.parse(text)));
    },
    js: async (text) => {
      ({ formatMoney } = await import(`data:text/javascript,${encodeURIComponent(text)}`));
    },
  };
  const money: Record<string, string> = {};
  for (const { section, language, text } of steps) {
    await run[language]?.(text).catch((error) => {
      throw new Error(`${section}: ${error.message}`, { cause: error });
    });
    if (language !== 'js') continue;
    const { data } = answer as { data: Record<string, unknown> };
    for (const [name, amount] of Object.entries(data)) money[name] = formatMoney(amount);
  }

  expect(Object.keys(run)).toEqual(expect.arrayContaining(blocks.map(({ language }) => language)));
  const rows = [...page.matchAll(/^\| (\w+) \| (\S+) \|$/gm)].map(([, name = '', shown = '']) => [name, shown]);
  expect(Object.keys(money).length).toBe(2);
  expect(Object.fromEntries(rows)).toEqual(money);
});
