import type { Bank, Row } from './row.ts';

/** Refunds, payouts and topups: money between the platform's balance and the world outside. */

const SALE = 'ch_1SeedSale000001';
/** Its customer has to be asked where their money should go, so that a refund of it can still be canceled. */
const BANK_SALE = 'ch_1SeedBank000001';

const refunded = async (bank: Bank, form: string): Promise<string> => (await bank.post('/v1/refunds', form)).id;

const refunds: readonly Row[] = [
  {
    name: 'createRefund',
    field: 'refund',
    selection: 'amount currency charge { id } reason metadata',
    prepare: () => ({
      input: { charge: SALE, amount: 1, reason: 'DUPLICATE', metadata: { a: 'b' } },
      path: '/v1/refunds',
      body: `charge=${SALE}&amount=1&reason=duplicate&metadata[a]=b`,
      made: { amount: 1, currency: 'USD', charge: { id: SALE }, reason: 'DUPLICATE', metadata: { a: 'b' } },
    }),
  },
  {
    name: 'updateRefund',
    field: 'refund',
    selection: 'id metadata',
    prepare: async (bank) => {
      const id = await refunded(bank, `charge=${SALE}&amount=1`);
      return {
        input: { id, metadata: { a: 'b' } },
        path: `/v1/refunds/${id}`,
        body: 'metadata[a]=b',
        made: { id, metadata: { a: 'b' } },
      };
    },
  },
  {
    name: 'cancelRefund',
    field: 'refund',
    selection: 'id status',
    prepare: async (bank) => {
      const id = await refunded(bank, `charge=${BANK_SALE}&amount=1&instructions_email=a@example.com`);
      return { input: { id }, path: `/v1/refunds/${id}/cancel`, body: '', made: { id, status: 'canceled' } };
    },
  },
];

/** Making money move, and calling that back while it is pending. */
const movedRows = (field: 'payout' | 'topup', pending: string, canceled: string): readonly Row[] => {
  const name = `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  const path = `/v1/${field}s`;
  return [
    {
      name: `create${name}`,
      field,
      selection: 'amount currency status description',
      prepare: (bank) => {
        const amount = bank.next();
        return {
          input: { amount, currency: 'USD', description: 'Weekly' },
          path,
          body: `amount=${amount}&currency=usd&description=Weekly`,
          made: { amount, currency: 'USD', status: pending, description: 'Weekly' },
        };
      },
    },
    {
      name: `cancel${name}`,
      field,
      selection: 'id status',
      prepare: async (bank) => {
        const { id } = await bank.post(path, `amount=${bank.next()}&currency=usd`);
        return { input: { id }, path: `${path}/${id}/cancel`, body: '', made: { id, status: canceled } };
      },
    },
  ];
};

export const REFUND_ROWS = refunds;
export const PAYOUT_ROWS = movedRows('payout', 'pending', 'canceled');
export const TOPUP_ROWS = movedRows('topup', 'PENDING', 'CANCELED');
