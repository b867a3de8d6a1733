import { byTurns, type Hole, served, write } from './hole.ts';

const pages = (first: string): string =>
  `{ transfers(first: ${first}) { nodes { reversals(first: ${first}) { nodes { balanceTransaction { net } } } } } }`;

const byVariable = (n: number): string => `query H${n}($f: Int) ${pages('$f')}`;

/** A thousand is a page that may be asked for; a thousand of a thousand is what no operation may cost. */
const DEAR: readonly ((n: number) => readonly [string, object])[] = [
  (n) => [byVariable(n), { f: 1_000 }],
  (n) => [`query H${n}($f: Int!) ${pages('$f')}`, { f: 1_000 }],
  (n) => [`query H${n}($f: Int = 1000) ${pages('$f')}`, {}],
  (n) => [`query H${n} ${pages('1000')}`, {}],
  (n) => [`query H${n} ${pages('1000').replace('transfers(', '__schema: transfers(')}`, {}],
  (n) => [
    `query __schema { ...H${n} ...__type } fragment H${n} on Query { __typename } fragment __type on Query ${pages('1000')}`,
    {},
  ],
];

const mutations = (count: number, n: number): string => {
  const one = (index: number): string =>
    `m${index}: createTransferReversal(input: { transfer: "tr_1Hostile", amount: 7, idempotencyKey: "s5-${n}-${index}" }) { __typename }`;
  return `mutation H${n} { ${Array.from({ length: count }, (_, index) => one(index)).join(' ')} }`;
};

/** S2 and S5: what is judged by its values, and what is told apart by its names. */
export const costHoles: readonly Hole[] = [
  {
    id: 'S2',
    name: 'costly pages by variable, after the same document was served with small ones',
    expect: 'refused',
    statuses: [400],
    codes: ['COST_LIMIT_EXCEEDED'],
    control: (target) => target.operation(byVariable(0), { f: 2 }),
    send: async (target, n) => {
      const document = byVariable(n);
      await served(target.operation(document, { f: 2 }));
      return target.operation(document, { f: 1_000 });
    },
  },
  {
    id: 'S5',
    name: `pages that cost too much, in ${DEAR.length} ways that a count of literals does not see`,
    expect: 'refused',
    statuses: [400],
    codes: ['COST_LIMIT_EXCEEDED'],
    control: (target) => target.operation(byVariable(0), { f: 2 }),
    send: (target, n) => target.operation(...byTurns(DEAR, n)(n)),
  },
  {
    id: 'S5',
    name: '6 to 25 money mutations by alias',
    expect: 'refused',
    statuses: [400],
    codes: ['TOO_MANY_MUTATIONS'],
    control: write('aliases'),
    send: (target, n) => target.operation(mutations(6 + (n % 20), n)),
  },
];
