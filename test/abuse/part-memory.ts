import { forEachAtOnce } from '../mutations/figures.ts';
import { KEY, WIDE } from './gateways.ts';
import { codesOf } from './outcome.ts';
import { peakOf } from './proc.ts';
import { startGateway } from './processes.ts';
import { bound, type Row, round } from './report.ts';
import { Target } from './send.ts';

const DOCUMENTS = 5_000;
const MB_AT_MOST = 300;
const AT_ONCE = 8;

const many = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => each(index)).join(' ');

const FIELDS = ['id', 'amount', 'amountReversed', 'currency', 'created', 'description', 'livemode'];

/**
 * As many tokens as a document may have, and none of them asks for anything: by names, by texts, and in as many letters
 * as a document may have.
 */
const KINDS: readonly ((n: number) => string)[] = [
  (n) =>
    `query D${n} { ${many(19, (i) => `t${i}: transfer(id: "tr_1Hostile${i}") @skip(if: true) { ${many(80, (j) => FIELDS[j % FIELDS.length] ?? 'id')} }`)} }`,
  (n) => `query D${n} { nodes(ids: [${many(1_960, (i) => `"tr_1Hostile${n}x${i}"`)}]) @skip(if: true) { id } }`,
  (n) => `query D${n} { ${many(180, (i) => `n${n}x${i}: __typename`)} }`,
  (n) => `query D${n} { nodes(ids: [${many(1_900, (i) => `"tr_1${'x'.repeat(38)}${i}"`)}]) @skip(if: true) { id } }`,
];

/** S1: what is remembered of documents is bounded by bytes, not by their number. */
export const runMemory = async (): Promise<Row[]> => {
  const gateway = await startGateway({ ...KEY, ...WIDE, STRIPE_API_BASE: 'http://127.0.0.1:1' });
  const { pid, inspector, origin } = gateway;
  const target = new Target(origin);
  await target.operation('{ __typename }');
  const before = await inspector.look();
  const failed = new Set<string>();
  let bytes = 0;
  const work = forEachAtOnce([...Array(DOCUMENTS).keys()], AT_ONCE, async (n) => {
    const query = KINDS[n % KINDS.length]?.(n) ?? '';
    bytes += query.length;
    const outcome = await target.operation(query);
    if (outcome.status !== 200) failed.add(`${outcome.status} ${codesOf(outcome)[0]}`);
  });
  const { peak } = await peakOf(pid, work);
  const after = await inspector.look();
  await target.close();
  const exit = await gateway.stop();
  const rss = after.rss / 2 ** 20;
  return [
    {
      id: 'S1',
      name: `${DOCUMENTS} documents of the largest size, each new`,
      figures: {
        'MB sent': round(bytes / 2 ** 20),
        'heap MB before': before.heap / 2 ** 20,
        'heap MB after': after.heap / 2 ** 20,
        'RSS MB before': before.rss / 2 ** 20,
        'RSS MB after': rss,
        'RSS MB at most': round(peak),
      },
      broken: [
        ...bound(rss < MB_AT_MOST, `RSS ${round(rss)} MB`),
        ...bound(failed.size === 0, `not served: ${[...failed].join()}`),
        ...bound(exit === 0, `it ended with ${exit}`),
      ],
    },
  ];
};
