import { transferIds } from '../world.ts';
import type { Bank, Row } from './row.ts';

const ALDER = 'acct_1SeedAlder00001';
const [TRANSFER = ''] = transferIds(1);

const newTransfer = async (bank: Bank): Promise<string> =>
  (await bank.post('/v1/transfers', `amount=10&currency=usd&destination=${ALDER}`)).id;

export const TRANSFER_ROWS: readonly Row[] = [
  {
    name: 'createTransfer',
    field: 'transfer',
    selection: 'amount currency destination { id } metadata',
    prepare: (bank) => {
      const amount = bank.next();
      return {
        input: { amount, currency: 'USD', destination: ALDER, metadata: { a: 'b' } },
        path: '/v1/transfers',
        body: `amount=${amount}&currency=usd&destination=${ALDER}&metadata[a]=b`,
        made: { amount, currency: 'USD', destination: { id: ALDER }, metadata: { a: 'b' } },
      };
    },
  },
  {
    name: 'updateTransfer',
    field: 'transfer',
    selection: 'id description',
    prepare: async (bank) => {
      const id = await newTransfer(bank);
      return {
        input: { id, description: 'New words' },
        path: `/v1/transfers/${id}`,
        body: 'description=New words',
        made: { id, description: 'New words' },
      };
    },
  },
  {
    name: 'createTransferReversal',
    field: 'transferReversal',
    selection: 'amount transfer { id }',
    prepare: (bank) => {
      const amount = bank.next();
      return {
        input: { transfer: TRANSFER, amount },
        path: `/v1/transfers/${TRANSFER}/reversals`,
        body: `amount=${amount}&expand[0]=transfer`,
        made: { amount, transfer: { id: TRANSFER } },
      };
    },
  },
  {
    name: 'updateTransferReversal',
    field: 'transferReversal',
    selection: 'id metadata',
    prepare: async (bank) => {
      const { id } = await bank.post(`/v1/transfers/${TRANSFER}/reversals`, 'amount=1');
      return {
        input: { id: `${TRANSFER}/${id}`, metadata: { a: 'b' } },
        path: `/v1/transfers/${TRANSFER}/reversals/${id}`,
        body: 'metadata[a]=b&expand[0]=transfer',
        made: { id: `${TRANSFER}/${id}`, metadata: { a: 'b' } },
      };
    },
  },
];
