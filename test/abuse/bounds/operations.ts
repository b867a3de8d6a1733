import { startFaultyUpstream } from '../../faulty-upstream.ts';
import { KEY, WIDE } from '../gateways.ts';
import { codesOf } from '../outcome.ts';
import { peakOf } from '../proc.ts';
import { startGateway } from '../processes.ts';
import { bound, type Row } from '../report.ts';
import { Target } from '../send.ts';
import { largeAnswer } from './world.ts';

const HOLD_MS = 200;
const MB_MORE = 64;
/** The worst of so many. */
const TIMES = 5;

const aliases = (count: number, field: string): string =>
  Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ');
const list = (first: number, fields: string): string => `{ transfers(first: ${first}) { nodes { ${fields} } } }`;
const NODES = '__type(name: "Node") { possibleTypes { interfaces { name kind } } }';

interface Kind {
  readonly name: string;
  readonly query: string;
  readonly variables?: object;
}

const KINDS: readonly Kind[] = [
  { name: 'metadata under 198 names on 100 transfers', query: list(100, aliases(198, 'metadata')) },
  { name: 'metadata under as many names as values allow', query: list(100, aliases(45, 'metadata')) },
  {
    name: 'transfers, reversals, transfers, reversals under 195 names',
    query: list(100, `reversals { nodes { transfer { reversals { nodes { ${aliases(195, 'amount')} } } } } }`),
  },
  { name: 'reversals with their metadata', query: list(100, 'reversals { nodes { metadata } }') },
  {
    name: '1,000 equal ids under 140 names',
    query: `query ($ids: [ID!]!) { ${aliases(140, 'nodes(ids: $ids) { id }')} }`,
    variables: { ids: Array(1_000).fill('tr_1Big1') },
  },
  {
    name: '1,000 equal ids, with their metadata',
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Transfer { metadata } } }',
    variables: { ids: Array(1_000).fill('tr_1Big1') },
  },
  { name: 'the printed schema under 195 names', query: `{ _service { ${aliases(195, 'sdl')} } }` },
  { name: 'the printed schema under 20 names', query: `{ _service { ${aliases(20, 'sdl')} } }` },
  {
    name: 'the type with most fields, its types and their fields under 10 names',
    query: `{ ${aliases(10, '__type(name: "Query") { fields { type { fields { name } } } }')} }`,
  },
  { name: 'an interface, its types and their interfaces under 10 names', query: `{ ${aliases(10, NODES)} }` },
  { name: 'all types under 10 names', query: `{ ${aliases(10, '__schema { types { fields { name } } }')} }` },
  {
    name: 'the fields of the types of all fields, each under 190 names',
    query: `{ __schema { types { fields { type { fields { ${aliases(190, 'name')} } } } } } }`,
  },
  {
    name: 'all that introspection has',
    query:
      '{ __schema { types { name description fields { name description args { name description } type { name } } } } }',
  },
];

/** What is permitted is done, and what is not is refused: neither may hold the process up, or fill it. */
export const runOperations = async (): Promise<Row[]> => {
  const upstream = await startFaultyUpstream({ answer: largeAnswer });
  const gateway = await startGateway({ ...KEY, ...WIDE, STRIPE_API_BASE: upstream.url, INTROSPECTION: 'true' });
  const target = new Target(gateway.origin);
  const rows: Row[] = [];
  for (const { name, query, variables } of KINDS) {
    const before = await gateway.inspector.look();
    const codes = new Set<string>();
    let longest = 0;
    const ask = async () => {
      const outcome = await target.operation(query, variables);
      codes.add(codesOf(outcome)[0] ?? `${outcome.status}`);
      longest = Math.max(longest, outcome.body.length);
    };
    // The first of a kind takes the memory that the next ones find free, and is the code's own first time too.
    const { peak } = await peakOf(gateway.pid, ask());
    await gateway.inspector.look();
    for (let n = 0; n < TIMES; n += 1) await ask();
    const { loopMax } = await gateway.inspector.look();
    const more = peak - before.rss / 2 ** 20;
    rows.push({
      id: 'B1',
      name,
      figures: {
        answers: [...codes].join(' '),
        'longest answer, bytes': longest,
        'loop held ms': loopMax,
        'RSS MB more': more,
      },
      broken: [
        ...bound(loopMax < HOLD_MS, `the event loop was held ${Math.round(loopMax)} ms`),
        ...bound(more < MB_MORE, `${Math.round(more)} MB more`),
        ...bound(gateway.isAlive(), 'it ended'),
      ],
    });
    upstream.forget();
  }
  await target.close();
  const exit = await gateway.stop();
  await upstream.close();
  return [
    ...rows,
    {
      id: 'B1',
      name: 'the process that met all of it',
      figures: { 'exit code': exit ?? -1, 'log lines at error': gateway.complaints.length },
      broken: [...bound(exit === 0, `it ended with ${exit}`), ...gateway.complaints.slice(0, 1)],
    },
  ];
};
