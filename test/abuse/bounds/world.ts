import type { CannedAnswer, UpstreamRequest } from '../../faulty-upstream/faults.ts';

/** As much as REST lets anybody keep: 50 keys of 500 characters. */
const METADATA = Object.fromEntries(
  Array.from({ length: 50 }, (_, n) => [`key_${String(n).padStart(36, '0')}`, 'x'.repeat(500)]),
);

const reversal = (transfer: string, n: number) => ({
  id: `trr_1Big${n}`,
  object: 'transfer_reversal',
  amount: 100 + n,
  currency: 'usd',
  created: 1_700_000_000,
  metadata: { order: String(n) },
  transfer,
  balance_transaction: null,
  destination_payment_refund: null,
  source_refund: null,
});

const transfer = (id: string) => ({
  id,
  object: 'transfer',
  amount: 400,
  currency: 'usd',
  created: 1_700_000_000,
  description: 'x',
  livemode: false,
  metadata: METADATA,
  reversals: {
    object: 'list',
    data: Array.from({ length: 10 }, (_, n) => reversal(id, n)),
    has_more: false,
    url: `/v1/transfers/${id}/reversals`,
  },
});

/** A REST API in which transfers are as large as they can be: a page of them is 3 MB. */
export const largeAnswer = ({ method, path, url, body }: UpstreamRequest): CannedAnswer => {
  const [, , , id = ''] = path.split('/');
  const limit = Number(/limit=(\d+)/.exec(url)?.[1] ?? 10);
  const page = () => Array.from({ length: limit }, (_, n) => transfer(`tr_1Big${n}`));
  const made = () => ({ ...reversal(id, 0), amount: Number(new URLSearchParams(body).get('amount')) });
  const list = () => ({ object: 'list', url: path, has_more: false, data: page() });
  const one = () => (method === 'POST' ? made() : transfer(id));
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(path === '/v1/transfers' ? list() : one()),
  };
};
