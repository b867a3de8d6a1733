import type { Bank, Row } from './row.ts';

const BUYER = 'cus_1SeedBuyer00001';

/** A row over a seeded account of its own: what is asked of one account does not end what is asked of another. */
const accountRow = (
  verb: string,
  features: readonly string[] | undefined,
  selection: string,
  made: object,
  before: (bank: Bank, path: string) => Promise<unknown> = async () => {},
): Row => ({
  name: `${verb}FinancialConnectionsAccount`,
  field: 'financialConnectionsAccount',
  selection: `id ${selection}`,
  prepare: async (bank) => {
    const account = bankAccountId(bank.next());
    const path = `/v1/financial_connections/accounts/${account}`;
    await before(bank, path);
    return {
      input: { account, ...(features && { features: features.map((feature) => feature.toUpperCase()) }) },
      path: `${path}/${verb}`,
      body: (features ?? []).map((feature, index) => `features[${index}]=${feature}`).join('&'),
      made: { id: account, ...made },
    };
  },
});

/** The seed has as many of them as it is told to have. */
export const bankAccountId = (n: number): string => `fca_1Money${String(n).padStart(5, '0')}`;

export const FINANCIAL_CONNECTIONS_ROWS: readonly Row[] = [
  accountRow('refresh', ['balance', 'transactions'], 'transactionRefresh { status }', {
    transactionRefresh: { status: 'PENDING' },
  }),
  accountRow('subscribe', ['transactions'], 'subscriptions', { subscriptions: ['TRANSACTIONS'] }),
  accountRow('unsubscribe', ['transactions'], 'subscriptions', { subscriptions: [] }, (bank, path) =>
    bank.post(`${path}/subscribe`, 'features[0]=transactions'),
  ),
  accountRow('disconnect', undefined, 'status', { status: 'DISCONNECTED' }),
  {
    name: 'createFinancialConnectionsSession',
    field: 'financialConnectionsSession',
    selection: 'permissions prefetch accountHolder { customer { id } }',
    prepare: () => ({
      input: { accountHolder: { customer: BUYER }, permissions: ['BALANCES'], prefetch: ['BALANCES'] },
      path: '/v1/financial_connections/sessions',
      body: `account_holder[type]=customer&account_holder[customer]=${BUYER}&permissions[0]=balances&prefetch[0]=balances`,
      made: { permissions: ['BALANCES'], prefetch: ['BALANCES'], accountHolder: { customer: { id: BUYER } } },
    }),
  },
];
