import type { Outcome } from '../../outcome.ts';
import type { Target } from '../../send.ts';
import { type Hole, SEEDED, served } from './hole.ts';

/** What each of two callers may do; the hashes are in the file that the gateway is started with. */
export const CALLERS = {
  may: { token: 'may-read-transfers-0123456789abcdef', scopes: ['transfers:read'] },
  mayNot: { token: 'may-not-0123456789abcdef0123456789', scopes: ['balance:read'] },
} as const;

const askAs = (target: Target, caller: keyof typeof CALLERS, n: number, id: string): Promise<Outcome> =>
  target.json(JSON.stringify({ query: `query H${n}($id: ID!) { transfer(id: $id) { amount } }`, variables: { id } }), {
    authorization: `Bearer ${CALLERS[caller].token}`,
  });

/** S2, at a gateway that tells callers apart. */
export const callerHoles: readonly Hole[] = [
  {
    id: 'S2',
    name: 'a document that one caller may run, by another who may not, in either order',
    expect: 'coded',
    statuses: [200],
    codes: ['FORBIDDEN'],
    control: (target) => askAs(target, 'may', 0, SEEDED),
    send: async (target, n) => {
      const allowed = () => served(askAs(target, 'may', n, SEEDED));
      if (n % 2 === 0) await allowed();
      const outcome = await askAs(target, 'mayNot', n, `tr_1Hostile${n}`);
      if (n % 2 === 1) await allowed();
      return outcome;
    },
  },
];
