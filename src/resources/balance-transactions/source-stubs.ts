import { stubType } from '../../graph/kit/node.ts';
import { IssuingTransaction } from '../stubs.ts';

/** REST's documents do not say how ids of these begin, and no argument takes one. */
const UNDOCUMENTED = { prefix: '', idDescription: 'Its Stripe id.' };

/** What can cause a balance transaction and has no endpoint in this graph. */
export const SOURCE_STUBS = [
  stubType('ConnectCollectionTransfer', {
    ...UNDOCUMENTED,
    object: 'connect_collection_transfer',
    description: 'Money that made up for the negative balance of a connected account. This graph knows its id.',
  }),
  stubType('CustomerCashBalanceTransaction', {
    object: 'customer_cash_balance_transaction',
    prefix: 'ccsbtxn_',
    description: 'A movement on money that a customer has with the platform. This graph knows its id.',
  }),
  stubType('IssuingDispute', {
    object: 'issuing.dispute',
    prefix: 'idp_',
    description: 'A dispute of a purchase with an issued card. This graph knows its id.',
  }),
  IssuingTransaction,
  stubType('ReserveTransaction', {
    ...UNDOCUMENTED,
    object: 'reserve_transaction',
    description: 'Money moved to or from a reserve. This graph knows its id.',
  }),
  stubType('TaxDeductedAtSource', {
    ...UNDOCUMENTED,
    object: 'tax_deducted_at_source',
    description: 'Tax that was kept back from a payout. This graph knows its id.',
  }),
];
