/** Fields by which REST's objects name what they belong to. */
const PARENTS = ['transfer', 'financial_account', 'account'];
/** The features of a financial account have no id: what was asked of each is all that they say of the request. */
const FEATURES = [
  'card_issuing',
  'deposit_insurance',
  'financial_addresses',
  'inbound_transfers',
  'intra_stripe_flows',
  'outbound_payments',
  'outbound_transfers',
];
/** Fields that repeat what a POST asked for. */
export const REPEATED = [
  'active',
  'amount',
  'charge',
  'currency',
  'destination',
  'destination_payment_method',
  'inclusive',
  'origin_payment_method',
  'payment_intent',
  'percentage',
  'received_credit',
  'received_debit',
  'reference',
  ...FEATURES,
  ...PARENTS,
];

/**
 * Filters of lists that each item repeats as it was given. Others are wider than what an item says of itself: a state,
 * the source of a balance transaction, an address of mail.
 */
export const NARROWED = [
  'account_holder',
  'active',
  'card',
  'cardholder',
  'charge',
  'customer',
  'destination',
  'inclusive',
  'payment_intent',
  'received_credit',
  'received_debit',
  'test_clock',
  'transaction',
  'transfer_group',
  ...PARENTS,
];
