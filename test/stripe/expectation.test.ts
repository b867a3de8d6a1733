import { describe, expect, it } from 'vitest';
import {
  type Expectation,
  type Expected,
  echoesAnother,
  expectList,
  expectObject,
  isAnother,
} from '../../src/stripe/expectation.ts';
import { restPath } from '../../src/stripe/path.ts';

const transfer = expectObject('transfer', restPath('/v1/transfers/{id}', { id: 'tr_1' }));
const reversal = expectObject(
  'transfer_reversal',
  restPath('/v1/transfers/{transfer}/reversals/{id}', { transfer: 'tr_1', id: 'trr_1' }),
);
const newReversal = expectObject('transfer_reversal', restPath('/v1/transfers/{id}/reversals', { id: 'tr_1' }), {
  amount: 400,
  description: 'x',
  // REST may give a transfer another group than it was asked for: that of its charge.
  transfer_group: 'g',
});
const entries = expectList(restPath('/v1/treasury/transaction_entries'), { financial_account: 'fa_1', limit: 10 });
const reversals = expectList(restPath('/v1/transfers/{id}/reversals', { id: 'tr_1' }), {});
const REFUND = { object: 'refund', charge: 'ch_1' };
const refunds = expectList(restPath('/v1/refunds'), { charge: 'ch_1', limit: 10 }, 'refund');
const archived = expectList(restPath('/v1/tax_rates'), { active: false, limit: 10 }, 'tax_rate');
const newRate = expectObject('tax_rate', restPath('/v1/tax_rates'), { display_name: 'VAT', percentage: 8.875 });
const held = expectList(restPath('/v1/financial_connections/accounts'), { account_holder: { customer: 'cus_1' } });
const taxReversal = expectObject('tax.transaction', restPath('/v1/tax/transactions/create_reversal'), {
  reference: 'r_1',
});

const canceled = expectObject(
  'treasury.outbound_transfer',
  restPath('/v1/treasury/outbound_transfers/{id}/cancel', { id: 'obt_1' }),
);

const features = expectObject(
  'treasury.financial_account_features',
  restPath('/v1/treasury/financial_accounts/{financial_account}/features', { financial_account: 'fa_1' }),
  { card_issuing: { requested: true }, outbound_payments: { ach: { requested: false } }, expand: [] },
);

describe('what is expected of an answer', () => {
  it('is what the path and the parameters say', () => {
    expect([transfer, reversal, newReversal, entries, reversals, taxReversal, canceled, features]).toEqual([
      { object: 'transfer', id: 'tr_1', fields: {} },
      { object: 'transfer_reversal', id: 'trr_1', fields: { transfer: 'tr_1' } },
      { object: 'transfer_reversal', id: undefined, fields: { transfer: 'tr_1', amount: 400 } },
      { object: 'list', url: '/v1/treasury/transaction_entries', fields: { financial_account: 'fa_1' } },
      { object: 'list', url: '/v1/transfers/tr_1/reversals', fields: { transfer: 'tr_1' } },
      { object: 'tax.transaction', id: undefined, fields: { reference: 'r_1' } },
      { object: 'treasury.outbound_transfer', id: 'obt_1', fields: {} },
      {
        object: 'treasury.financial_account_features',
        id: undefined,
        fields: {
          financial_account: 'fa_1',
          card_issuing: { requested: true },
          outbound_payments: { ach: { requested: false } },
        },
      },
    ]);
  });

  it.each<[string, Expectation, object, boolean]>([
    ['the object', transfer, { object: 'transfer', id: 'tr_1' }, false],
    ['another one', transfer, { object: 'transfer', id: 'tr_2' }, true],
    ['one of another kind', transfer, { object: 'charge', id: 'tr_1' }, true],
    ['one of no kind', transfer, { id: 'tr_1' }, true],
    ['one without an id', transfer, { object: 'transfer' }, true],
    ['a list', transfer, { object: 'list', data: [] }, true],
    ['under its parent', reversal, { object: 'transfer_reversal', id: 'trr_1', transfer: 'tr_1' }, false],
    [
      'under its parent, expanded',
      reversal,
      { object: 'transfer_reversal', id: 'trr_1', transfer: { id: 'tr_1' } },
      false,
    ],
    ['under another', reversal, { object: 'transfer_reversal', id: 'trr_1', transfer: 'tr_2' }, true],
    ['under another, expanded', reversal, { object: 'transfer_reversal', id: 'trr_1', transfer: { id: 'tr_2' } }, true],
    ['made as asked', newReversal, { object: 'transfer_reversal', id: 'trr_9', transfer: 'tr_1', amount: 400 }, false],
    [
      'of another amount',
      newReversal,
      { object: 'transfer_reversal', id: 'trr_9', transfer: 'tr_1', amount: 40 },
      true,
    ],
    ['that does not say', newReversal, { object: 'transfer_reversal', id: 'trr_9', transfer: null }, false],
    [
      'without an id, as asked',
      features,
      { object: 'treasury.financial_account_features', card_issuing: { requested: true }, outbound_payments: {} },
      false,
    ],
    [
      'without an id, and another in its depth',
      features,
      { object: 'treasury.financial_account_features', outbound_payments: { ach: { requested: true } } },
      true,
    ],
    [
      'without an id, of another account',
      features,
      { object: 'treasury.financial_account_features', financial_account: 'fa_2' },
      true,
    ],
    ['of another reference', taxReversal, { object: 'tax.transaction', id: 'tax_1', reference: 'r_2' }, true],
    ['its list', entries, { object: 'list', url: entries.url, data: [{ financial_account: 'fa_1' }] }, false],
    ['its list, with a query', entries, { object: 'list', url: `${entries.url}?limit=1`, data: [] }, false],
    ['its list, which says no more', entries, { object: 'list', data: [{}, null, 1] }, false],
    ['another list', entries, { object: 'list', url: '/v1/transfers', data: [] }, true],
    ['the list of another', reversals, { object: 'list', url: '/v1/transfers/tr_2/reversals', data: [] }, true],
    [
      'with an item of another',
      entries,
      { object: 'list', data: [{ financial_account: 'fa_1' }, { financial_account: 'fa_2' }] },
      true,
    ],
    ['its list, with an address that is no text', entries, { object: 'list', url: 7, data: [] }, true],
    ['its list, with an address that is null', entries, { object: 'list', url: null, data: [] }, true],
    ['its list, with a slash more', entries, { object: 'list', url: `${entries.url}/`, data: [] }, true],
    [
      'a list as it is narrowed',
      refunds,
      { object: 'list', data: [REFUND, { ...REFUND, charge: { id: 'ch_1' } }] },
      false,
    ],
    [
      'a list that is narrowed otherwise',
      refunds,
      { object: 'list', data: [REFUND, { ...REFUND, charge: 'ch_2' }] },
      true,
    ],
    ['a list of what is false', archived, { object: 'list', data: [{ object: 'tax_rate', active: false }] }, false],
    ['a list of what is true', archived, { object: 'list', data: [{ object: 'tax_rate', active: true }] }, true],
    ['made with decimals', newRate, { object: 'tax_rate', id: 'txr_1', percentage: 8.875 }, false],
    ['made with others', newRate, { object: 'tax_rate', id: 'txr_1', percentage: 8.88 }, true],
    ['a list of another holder', held, { object: 'list', data: [{ account_holder: { customer: 'cus_2' } }] }, true],
    ['one object for a list', entries, { object: 'transfer', id: 'tr_1' }, true],
  ])('%s', (_, expectation, body, another) => {
    expect(isAnother(body, expectation)).toBe(another);
  });

  const own: Expected = { answer: undefined, idempotencyKey: 'key_1', account: 'acct_1' };
  const read: Expected = { answer: undefined, idempotencyKey: undefined, account: undefined };
  it.each<[string, Expected, Record<string, string>, boolean]>([
    ['nothing echoed', own, {}, false],
    ['its own', own, { 'idempotency-key': 'key_1', 'stripe-account': 'acct_1' }, false],
    ['another key', own, { 'idempotency-key': 'key_2' }, true],
    ['another account', own, { 'stripe-account': 'acct_2' }, true],
    ['a key, where a read has none', read, { 'idempotency-key': 'key_1' }, true],
    ['an account that was not named', read, { 'stripe-account': 'acct_1' }, false],
  ])('the head of an answer with %s', (_, expected, headers, another) => {
    expect(echoesAnother(headers, expected)).toBe(another);
  });
});
