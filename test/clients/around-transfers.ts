/**
 * What lies around transfers is left to others where scopes are composed: `Node` needs one of two for each part of REST, and the composers
 * write out every combination of these, twice as many with each part.
 */
export const AROUND_TRANSFERS: readonly string[] = [
  'Account',
  'ApplicationFee',
  'ApplicationFeeRefund',
  'Charge',
  'Customer',
  'Dispute',
  'IssuingAuthorization',
  'PaymentIntent',
  'Payout',
  'Refund',
  'Topup',
];
