import { type Figures, type Measured, markdown, ratio } from './table.ts';

const NONE = '–';

const ratiosOf =
  (key: 'perSecond' | 'p50' | 'p99', peers: readonly string[]) =>
  ({ name, delayMs, concurrency, gateway, proxy, peers: measured }: Measured): string[] => [
    name,
    String(delayMs),
    String(concurrency),
    ratio(gateway[key], proxy[key]),
    ...peers.map((peer) => (measured[peer] === undefined ? NONE : ratio(measured[peer][key], proxy[key]))),
  ];

/** The gateway and its peers, each beside the bare proxy; a dash is a question whose answer was wrong or none. */
export const peersTable = ({ peers, startUpMs, memoryMb, measured }: Figures): string => {
  const names = Object.keys(peers);
  if (names.length === 0) return '';
  const head = ['question', 'delay', 'at once', 'gateway', ...names];
  const alone = ({ restCalls, peers: theirs }: Measured) => [
    restCalls.gateway,
    ...names.map((peer) => theirs[peer]?.restCalls),
    restCalls.proxy,
  ];
  const together = ({ gateway, proxy, peers: theirs }: Measured) =>
    [gateway, ...names.map((peer) => theirs[peer]), proxy].map((figures) => figures?.callsEach);
  /** A request alone, and each of the last load: 10 at once, 50 ms. */
  const callsOf = (name: string): string[][] => {
    const loads = measured.filter((each) => each.name === name);
    const row = (asked: string, calls: (figures: Measured) => (number | undefined)[]): string[] => [
      name,
      asked,
      ...loads.slice(-1).flatMap((figures) => calls(figures).map((count) => String(count ?? NONE))),
    ];
    return [row('alone', alone), row('under load', together)];
  };
  const costOf = (key: 'startUpMs' | 'memoryMb', { gateway, proxy }: Figures['startUpMs']): string[] =>
    [gateway, ...names.map((peer) => peers[peer]?.[key] ?? Number.NaN), proxy].map(String);
  return [
    '',
    'REST calls for each answer; the proxy makes the fewest possible',
    markdown([
      ['question', 'asked', 'gateway', ...names, 'proxy'],
      ...[...new Set(measured.map(({ name }) => name))].flatMap(callsOf),
    ]),
    ...(['perSecond', 'p50', 'p99'] as const).flatMap((key) => [
      '',
      `${key === 'perSecond' ? 'Requests per second' : `${key}, milliseconds`}: ratio to the proxy's`,
      markdown([head, ...measured.map(ratiosOf(key, names))]),
    ]),
    '',
    markdown([
      ['', 'gateway', ...names, 'proxy'],
      ['start-up ms', ...costOf('startUpMs', startUpMs)],
      ['memory MB after the load', ...costOf('memoryMb', memoryMb)],
    ]),
    '',
  ].join('\n');
};
