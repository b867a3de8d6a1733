import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markdown } from './markdown.ts';

/** As V8 writes it: nodes of the tree of calls, and which node was seen at each sample. Times in microseconds. */
interface Profile {
  readonly nodes: readonly Node[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface Node {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

const [file = '', rows = '25'] = process.argv.slice(2);
const { nodes, samples, timeDeltas }: Profile = JSON.parse(readFileSync(file, 'utf8'));

const NOT_WORK = new Set(['(idle)', '(root)']);
const PACKAGE = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\/.*$/;
const ADDRESS = /^node:(?:internal\/)?(\w+).*$/;

const placeOf = (url: string): string => {
  if (url === '') return 'V8 and native code';
  return url.startsWith('file:') ? relative(process.cwd(), fileURLToPath(url)) : url;
};

/** A package, a part of Node, or one of the gateway's own files. */
const groupOf = (url: string): string => placeOf(url).replace(PACKAGE, '$1').replace(ADDRESS, 'node:$1');

const add = (sums: Map<string, number>, key: string, time: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + time);
};

const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
const functions = new Map<string, number>();
const groups = new Map<string, number>();
let total = 0;
// The first half has the start, and what runs slowly until V8 has optimized it.
for (let n = Math.floor(samples.length / 2); n < samples.length; n += 1) {
  const frame = byId.get(samples[n] ?? 0);
  const time = timeDeltas[n] ?? 0;
  if (frame === undefined || NOT_WORK.has(frame.functionName)) continue;
  const { functionName, url, lineNumber } = frame;
  total += time;
  add(functions, `${functionName || '(anonymous)'} | ${url === '' ? '' : `${placeOf(url)}:${lineNumber + 1}`}`, time);
  add(groups, functionName === '(garbage collector)' ? functionName : groupOf(url), time);
}

const top = (sums: ReadonlyMap<string, number>): string[][] =>
  [...sums]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, Number(rows))
    .map(([key, time]) => [((time / total) * 100).toFixed(1), key]);

process.stdout.write(
  `${markdown([['%', 'of'], ...top(groups)])}\n\n${markdown([['%', 'function', 'at'], ...top(functions)])}\n`,
);
