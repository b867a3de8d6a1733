import type { LoadResult } from './load.ts';

/** A figure of the gateway's beside the bare proxy's. */
export interface Both<T> {
  readonly gateway: T;
  readonly proxy: T;
}

/** Times in milliseconds; `cpuMs` is processor time for each request. */
export interface ServerFigures extends LoadResult {
  readonly cpuMs: number;
  /** REST calls for each request under this load: fewer than for one alone where requests share them. */
  readonly callsEach: number;
}

export interface Measured extends Both<ServerFigures> {
  readonly name: string;
  readonly shows: string;
  readonly delayMs: number;
  readonly concurrency: number;
  /** For one request alone. */
  readonly restCalls: Both<number>;
  /** By name; only those whose answer was right. */
  readonly peers: Readonly<Record<string, ServerFigures & { readonly restCalls: number }>>;
}

export interface Figures {
  readonly node: string;
  readonly processor: string;
  /** Whether every process had its core: figures of a run without it say little. */
  readonly pinned: boolean;
  readonly seconds: number;
  readonly startUpMs: Both<number>;
  readonly memoryMb: Both<number>;
  /** By name; none where they are not installed. */
  readonly peers: Readonly<Record<string, { readonly startUpMs: number; readonly memoryMb: number }>>;
  readonly measured: readonly Measured[];
}

export const ratio = (one: number, other: number): string => (one / other).toFixed(2);

const HEAD = [
  'question',
  'delay',
  'at once',
  'REST calls',
  'proxy',
  'req/s',
  'proxy',
  'ratio',
  'p50 ms',
  'proxy',
  'ratio',
  'p99 ms',
  'proxy',
  'ratio',
  'cpu ms',
  'proxy',
  'ratio',
];

const row = ({ name, delayMs, concurrency, restCalls, gateway, proxy }: Measured): string[] => {
  const both = (key: keyof typeof gateway): string[] => [
    String(gateway[key]),
    String(proxy[key]),
    ratio(gateway[key], proxy[key]),
  ];
  const calls = [String(restCalls.gateway), String(restCalls.proxy)];
  return [
    name,
    String(delayMs),
    String(concurrency),
    ...calls,
    ...['perSecond', 'p50', 'p99', 'cpuMs'].flatMap((key) => both(key as keyof typeof gateway)),
  ];
};

export const markdown = (rows: readonly string[][]): string =>
  rows
    .map((cells, n) => `| ${cells.join(' | ')} |${n === 0 ? `\n|${cells.map(() => '---').join('|')}|` : ''}`)
    .join('\n');

/** The figures for people, as Markdown. */
export const table = ({ node, processor, pinned, seconds, startUpMs, memoryMb, measured }: Figures): string => {
  const shows = new Map(measured.map(({ name, shows }) => [name, shows]));
  return [
    `Node ${node} on ${processor}${pinned ? ', one core for the server' : ', NOT pinned to cores'}, ${seconds} s each.`,
    [...shows].map(([name, text]) => `${name}: ${text}`).join('; '),
    '',
    markdown([HEAD, ...measured.map(row)]),
    '',
    markdown([
      ['', 'gateway', 'proxy', 'ratio'],
      ['start-up ms', String(startUpMs.gateway), String(startUpMs.proxy), ratio(startUpMs.gateway, startUpMs.proxy)],
      [
        'memory MB after the load',
        String(memoryMb.gateway),
        String(memoryMb.proxy),
        ratio(memoryMb.gateway, memoryMb.proxy),
      ],
    ]),
  ].join('\n');
};
