import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../world.ts';
import { account } from './seed.ts';

const LIST = '/v1/financial_connections/accounts';

const credit = account('fca_2', {
  account_holder: { type: 'account', account: 'acct_1' },
  balance: { as_of: 1_700_000_001, type: 'credit', credit: { used: { usd: 700 } }, current: { usd: -700 } },
  category: 'credit',
  created: 1_700_000_100,
  status: 'inactive',
  subcategory: 'credit_card',
});

/** All that REST may leave null is null. */
const bare = account('fca_3', {
  account_holder: null,
  balance: null,
  balance_refresh: null,
  created: 1_700_000_200,
  display_name: null,
  last4: null,
  ownership: null,
  ownership_refresh: null,
  permissions: null,
  subscriptions: null,
  supported_payment_method_types: [],
  transaction_refresh: null,
});

let world: World;
beforeAll(async () => {
  world = await startWorld({
    seed: [
      account('fca_1'),
      credit,
      bare,
      account('fca_4', {
        status: 'asleep' as 'active',
        balance: { as_of: 1, type: 'cash', cash: { available: null }, current: {} },
      }),
      { id: 'fcsess_1', object: 'financial_connections.session', accounts: { object: 'list', data: [credit] } },
    ],
  });
});
afterAll(() => world[Symbol.asyncDispose]());

const EVERYTHING = `
  accountHolder { type account { id } customer { id } }
  balance { asOf type current { currency amount } cash { available { currency amount } } credit { used { currency amount } } }
  balanceRefresh { lastAttemptedAt nextRefreshAvailableAt status }
  category created displayName institutionName last4 livemode ownership { id }
  ownershipRefresh { lastAttemptedAt nextRefreshAvailableAt status }
  permissions status subcategory subscriptions supportedPaymentMethodTypes
  transactionRefresh { id lastAttemptedAt nextRefreshAvailableAt status }
`;

describe('one account', () => {
  it('has every field of the REST object', async () => {
    const answer = await world.query(`{ financialConnectionsAccount(id: "fca_1") { __typename id ${EVERYTHING} } }`);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.financialConnectionsAccount).toEqual({
      __typename: 'FinancialConnectionsAccount',
      id: 'fca_1',
      accountHolder: { type: 'CUSTOMER', account: null, customer: { id: 'cus_1' } },
      balance: {
        asOf: '2023-11-14T22:13:21.000Z',
        type: 'CASH',
        current: [
          { currency: 'EUR', amount: -5 },
          { currency: 'USD', amount: 1000 },
        ],
        cash: {
          available: [
            { currency: 'EUR', amount: 5 },
            { currency: 'USD', amount: 900 },
          ],
        },
        credit: null,
      },
      balanceRefresh: { lastAttemptedAt: '2023-11-14T22:13:22.000Z', nextRefreshAvailableAt: null, status: 'PENDING' },
      category: 'CASH',
      created: '2023-11-14T22:13:20.000Z',
      displayName: 'Daily',
      institutionName: 'StripeBank',
      last4: '6789',
      livemode: false,
      ownership: { id: 'fcaowns_1' },
      ownershipRefresh: {
        lastAttemptedAt: '2023-11-14T22:13:23.000Z',
        nextRefreshAvailableAt: '2023-11-14T22:13:24.000Z',
        status: 'FAILED',
      },
      permissions: ['BALANCES', 'PAYMENT_METHOD'],
      status: 'ACTIVE',
      subcategory: 'CHECKING',
      subscriptions: ['TRANSACTIONS'],
      supportedPaymentMethodTypes: ['US_BANK_ACCOUNT', 'LINK'],
      transactionRefresh: {
        id: 'fctxnref_2',
        lastAttemptedAt: '2023-11-14T22:13:25.000Z',
        nextRefreshAvailableAt: '2023-11-14T22:13:26.000Z',
        status: 'SUCCEEDED',
      },
    });
    expect(world.calls).toEqual([`GET ${LIST}/fca_1`]);
  });

  it('of a connected account, with credit', async () => {
    const answer = await world.query(`{ financialConnectionsAccount(id: "fca_2") { ${EVERYTHING} } }`);
    expect(answer.data.financialConnectionsAccount).toMatchObject({
      accountHolder: { type: 'ACCOUNT', account: { id: 'acct_1' }, customer: null },
      balance: {
        type: 'CREDIT',
        current: [{ amount: -700 }],
        cash: null,
        credit: { used: [{ currency: 'USD', amount: 700 }] },
      },
      category: 'CREDIT',
      status: 'INACTIVE',
      subcategory: 'CREDIT_CARD',
    });
    expect(world.calls).toEqual([`GET ${LIST}/fca_2`]);
  });

  it('has null where REST has', async () => {
    const answer = await world.query(
      `{ financialConnectionsAccount(id: "fca_3") { ${EVERYTHING} owners { nodes { id } } } }`,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.financialConnectionsAccount).toMatchObject({
      accountHolder: null,
      balance: null,
      balanceRefresh: null,
      displayName: null,
      last4: null,
      owners: null,
      ownership: null,
      ownershipRefresh: null,
      permissions: null,
      subscriptions: null,
      supportedPaymentMethodTypes: [],
      transactionRefresh: null,
    });
  });

  it('lives with values that are newer than the schema, and with amounts that the bank does not tell', async () => {
    const answer = await world.query(`{
      financialConnectionsAccount(id: "fca_4") { status balance { current { amount } cash { available { amount } } } }
    }`);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.financialConnectionsAccount).toEqual({
      status: 'UNRECOGNIZED',
      balance: { current: [], cash: { available: null } },
    });
  });

  it('is null where there is none', async () => {
    const answer = await world.query('{ financialConnectionsAccount(id: "fca_0") { id } }');
    expect(answer.data).toEqual({ financialConnectionsAccount: null });
    expect(answer.errors).toBeUndefined();
    expect(world.calls).toEqual([`GET ${LIST}/fca_0`]);
  });
});

describe('a list of accounts', () => {
  it.each([
    ['all of them', '', ['fca_3', 'fca_2', 'fca_4', 'fca_1'], ''],
    ['of a customer', '(accountHolder: { customer: "cus_1" })', ['fca_4', 'fca_1'], 'account_holder[customer]=cus_1&'],
    ['of an old customer', '(accountHolder: { customer: "a@b.example" })', [], 'account_holder[customer]=a@b.example&'],
    ['of a connected account', '(accountHolder: { account: "acct_1" })', ['fca_2'], 'account_holder[account]=acct_1&'],
    ['of a session', '(session: "fcsess_1")', ['fca_2'], 'session=fcsess_1&'],
  ])('%s', async (_case, args, ids, params) => {
    const answer = await world.query(`{ financialConnectionsAccounts${args} { nodes { id } } }`);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.financialConnectionsAccounts.nodes).toEqual(ids.map((id) => ({ id })));
    expect(world.calls).toEqual([`GET ${LIST}?${params}limit=10`]);
  });

  it('pages backwards', async () => {
    const answer = await world.query('{ financialConnectionsAccounts(last: 2, before: "fca_1") { nodes { id } } }');
    expect(answer.data.financialConnectionsAccounts.nodes).toEqual([{ id: 'fca_2' }, { id: 'fca_4' }]);
    expect(world.calls).toEqual([`GET ${LIST}?limit=2&ending_before=fca_1`]);
  });
});

describe('what is refused', () => {
  const exactlyOne = '`accountHolder` needs exactly one of account and customer';
  it.each([
    ['a wrong id', 'financialConnectionsAccount(id: "fctxn_1") { id }', '"fca_1Abc"'],
    [
      'two holders',
      'financialConnectionsAccounts(accountHolder: { account: "acct_1", customer: "cus_1" }) { nodes { id } }',
      exactlyOne,
    ],
    ['no holder', 'financialConnectionsAccounts(accountHolder: {}) { nodes { id } }', exactlyOne],
    [
      'a null for a holder',
      'financialConnectionsAccounts(accountHolder: { account: null }) { nodes { id } }',
      exactlyOne,
    ],
    [
      'a wrong account',
      'financialConnectionsAccounts(accountHolder: { account: "cus_1" }) { nodes { id } }',
      '"acct_1Abc"',
    ],
    [
      'a wrong customer',
      'financialConnectionsAccounts(accountHolder: { customer: "" }) { nodes { id } }',
      '"cus_1Abc"',
    ],
    ['a wrong session', 'financialConnectionsAccounts(session: "") { nodes { id } }', '"fcsess_1Abc"'],
    ['a wrong cursor', 'financialConnectionsAccounts(after: "fcaown_1") { nodes { id } }', '"fca_"'],
  ])('%s, before any call', async (_case, field, message) => {
    const { errors } = await world.query(`{ ${field} }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors?.[0]?.message).toContain(message);
    expect(world.calls).toEqual([]);
  });
});
