import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markdown } from './markdown.ts';

/** As V8 writes it: nodes of the tree of calls, and which node was seen at each sample. */
interface Profile {
  readonly nodes: readonly Node[];
  readonly samples: readonly number[];
}

interface Node {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

const [file = '', rows = '25'] = process.argv.slice(2);
const { nodes, samples }: Profile = JSON.parse(readFileSync(file, 'utf8'));

const NOT_WORK = new Set(['(idle)', '(root)']);
const PACKAGE = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\/.*$/;
const ADDRESS = /^node:(?:internal\/)?(\w+).*$/;

const placeOf = (url: string): string => {
  if (url === '') return 'V8 and native code';
  return url.startsWith('file:') ? relative(process.cwd(), fileURLToPath(url)) : url;
};

/** A package, a part of Node, or one of the gateway's own files. */
const groupOf = (url: string): string => placeOf(url).replace(PACKAGE, '$1').replace(ADDRESS, 'node:$1');

const count = (sums: Map<string, number>, key: string): void => {
  sums.set(key, (sums.get(key) ?? 0) + 1);
};

const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
const functions = new Map<string, number>();
const groups = new Map<string, number>();
let total = 0;
// The first half has the start, and what runs slowly until V8 has optimized it.
for (let n = Math.floor(samples.length / 2); n < samples.length; n += 1) {
  const frame = byId.get(samples[n] ?? 0);
  if (frame === undefined || NOT_WORK.has(frame.functionName)) continue;
  const { functionName, url, lineNumber } = frame;
  // Not the time since the last sample: in that the processor may have been with another process.
  total += 1;
  count(functions, `${functionName || '(anonymous)'} | ${url === '' ? '' : `${placeOf(url)}:${lineNumber + 1}`}`);
  count(groups, functionName === '(garbage collector)' ? functionName : groupOf(url));
}

const top = (sums: ReadonlyMap<string, number>): string[][] =>
  [...sums]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, Number(rows))
    .map(([key, seen]) => [((seen / total) * 100).toFixed(1), key]);

process.stdout.write(
  `${markdown([['%', 'of'], ...top(groups)])}\n\n${markdown([['%', 'function', 'at'], ...top(functions)])}\n`,
);
