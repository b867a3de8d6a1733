import { forEachAtOnce } from '../../mutations/figures.ts';
import { type RawRequest, startSurplusUpstream } from '../../upstream/surplus-upstream.ts';
import { KEY, WIDE } from '../gateways.ts';
import { startGateway } from '../processes.ts';
import { bound, type Row } from '../report.ts';
import { Target } from '../send.ts';

const EACH = 80;

interface Reversal {
  readonly id: string;
  readonly amount: number;
  readonly transfer: string;
}

/** A transfer under whatever id is asked for, and for each key one reversal as it asks. */
const startBooks = () => {
  const byKey = new Map<string, Reversal>();
  const answer = ({ method, path, key, form }: RawRequest): object => {
    const [, , , transfer = ''] = path.split('?', 1)[0]?.split('/') ?? [];
    if (method === 'GET') return { id: transfer, object: 'transfer', amount: 400, description: transfer };
    const made = byKey.get(key) ?? { id: `trr_${byKey.size + 1}`, amount: Number(form.get('amount')), transfer };
    byKey.set(key, made);
    return { ...made, object: 'transfer_reversal', currency: 'usd', created: 1_700_000_000, metadata: {} };
  };
  return { byKey, answer };
};

const REVERSE = `mutation ($input: CreateTransferReversalInput!) {
  createTransferReversal(input: $input) {
    ... on CreateTransferReversalPayload { transferReversal { id amount } } ... on Problem { outcome code }
  }
}`;

interface Answer {
  readonly data?: {
    readonly createTransferReversal?: {
      readonly transferReversal?: { readonly id: string; readonly amount: number };
      readonly outcome?: string;
    };
    readonly transfer?: { readonly description: string } | null;
  };
}

/** On a kept connection the answer before comes again, as the first thing that follows a request. */
export const runSurplus = async (): Promise<Row[]> => {
  const { byKey, answer } = startBooks();
  const upstream = await startSurplusUpstream(answer, { echo: false, when: 'next' });
  const gateway = await startGateway({ ...KEY, ...WIDE, STRIPE_API_BASE: upstream.url });
  const target = new Target(gateway.origin);
  const ask = async (query: string, variables: object): Promise<Answer> =>
    JSON.parse((await target.operation(query, variables)).body || '{}') as Answer;
  const figures = { 'without effect': 0, 'of another': 0, done: 0, unknown: 0, 'reads of another': 0 };
  await forEachAtOnce([...Array(EACH).keys()], 8, async (n) => {
    const transfer = `tr_1Surplus${n}`;
    const { data } = await ask(REVERSE, { input: { transfer, amount: n + 1, idempotencyKey: `surplus_${n}` } });
    const result = data?.createTransferReversal;
    const shown = result?.transferReversal;
    const effects = [...byKey.values()].filter((made) => made.transfer === transfer);
    if (shown === undefined) figures.unknown += 1;
    else if (effects.length === 0) figures['without effect'] += 1;
    else if (shown.amount !== n + 1 || shown.id !== `${transfer}/${effects[0]?.id}`) figures['of another'] += 1;
    else figures.done += 1;
    const read = await ask('query ($id: ID!) { transfer(id: $id) { description } }', { id: transfer });
    if ((read.data?.transfer?.description ?? transfer) !== transfer) figures['reads of another'] += 1;
  });
  await target.close();
  const exit = await gateway.stop();
  upstream.close();
  return [
    {
      id: 'B6',
      name: `${EACH} mutations and ${EACH} reads while an answer comes twice now and then`,
      figures: { ...figures, 'connections ended': upstream.sockets.closed, doubled: byKey.size - EACH },
      broken: [
        ...bound(figures['without effect'] === 0, 'a success without an effect'),
        ...bound(figures['of another'] + figures['reads of another'] === 0, 'another’s object was shown'),
        ...bound(byKey.size <= EACH, 'done twice'),
        ...bound(exit === 0, `it ended with ${exit}`),
      ],
    },
  ];
};
