import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { enumeration } from '../graph/kit/enumeration.ts';
import { amount, currency, decimal, identifier, identifierOf, text, timestamp } from '../graph/kit/fields.ts';
import { nestedList } from '../graph/kit/nested-fields.ts';
import { nodeType } from '../graph/kit/node.ts';

export const BalanceTransactionType = enumeration<Stripe.BalanceTransaction.Type>(
  'BalanceTransactionType',
  'What kind of movement on the balance this is.',
  {
    adjustment: 'A correction, such as of a dispute.',
    advance: 'Money advanced.',
    advance_funding: 'Funding of an advance.',
    anticipation_repayment: 'Repayment of anticipated receivables.',
    application_fee: "A platform's fee on a charge.",
    application_fee_refund: "A platform's fee given back.",
    charge: 'A card charge.',
    climate_order_purchase: 'Carbon removal bought.',
    climate_order_refund: 'Carbon removal given back.',
    connect_collection_transfer: 'A negative balance of a connected account made up for.',
    contribution: 'A contribution to climate work.',
    issuing_authorization_hold: 'Money held for a card authorization.',
    issuing_authorization_release: 'Held money released.',
    issuing_dispute: 'A dispute of an issued card.',
    issuing_transaction: 'A purchase or refund on an issued card.',
    obligation_outbound: 'Settlement of an obligation, outgoing.',
    obligation_reversal_inbound: 'Settlement of an obligation, given back.',
    payment: 'A payment by another method than a card.',
    payment_failure_refund: 'A payment that failed after it was credited.',
    payment_network_reserve_hold: 'Money held for a payment network.',
    payment_network_reserve_release: 'Money of a payment network released.',
    payment_refund: 'A payment refunded.',
    payment_reversal: 'A payment taken back.',
    payment_unreconciled: 'A payment that could not be matched.',
    payout: 'Money paid out to a bank.',
    payout_cancel: 'A payout cancelled.',
    payout_failure: 'A payout that failed.',
    refund: 'A card charge refunded.',
    refund_failure: 'A refund that failed.',
    reserve_transaction: 'Money moved to or from a reserve.',
    reserved_funds: 'Money reserved.',
    stripe_fee: "Stripe's own fee.",
    stripe_fx_fee: "Stripe's fee for a currency conversion.",
    tax_fee: "Tax on Stripe's fees.",
    topup: 'Money added to the balance.',
    topup_reversal: 'Added money taken back.',
    transfer: 'Money sent to a connected account.',
    transfer_cancel: 'A transfer cancelled.',
    transfer_failure: 'A transfer that failed.',
    transfer_refund: 'A transfer reversed.',
  },
);

const BalanceTransactionFeeDetail =
  builder.objectRef<Stripe.BalanceTransaction.FeeDetail>('BalanceTransactionFeeDetail');
BalanceTransactionFeeDetail.implement({
  description: 'One part of the fee of a balance transaction.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'The part, in the smallest currency unit.'),
    application: identifier(t, 'application', 'Id of the Connect application that takes it; null when none does.', {
      nullable: true,
    }),
    ...currency(t),
    description: text(t, 'description', 'What it is for; may be null.', { nullable: true }),
    type: text(
      t,
      'type',
      'Who takes it: `application_fee`, `payment_method_passthrough_fee`, `stripe_fee`, `tax` or `withheld_tax`.',
    ),
  }),
});

/** GET /v1/balance_transactions/{id} */
export const BalanceTransaction = nodeType<Stripe.BalanceTransaction>('BalanceTransaction', {
  object: 'balance_transaction',
  prefix: 'txn_',
  domain: 'balance',
  endpoint: '/v1/balance_transactions/{id}',
  description: 'A movement on a Stripe balance.',
  fields: (t) => ({
    amount: amount(
      t,
      'amount',
      'The movement before fees, in the smallest currency unit; negative when money left the balance.',
    ),
    availableOn: timestamp(t, 'available_on', 'When the net amount can be used.'),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    description: text(t, 'description', 'Free text; may be null.', { nullable: true }),
    exchangeRate: decimal(
      t,
      'exchange_rate',
      'What the amount was multiplied with when it was converted; null when it was not.',
      { nullable: true },
    ),
    fee: amount(t, 'fee', 'Fees paid, in the smallest currency unit.'),
    feeDetails: nestedList(t, 'fee_details', 'What the fee is made of.', { type: BalanceTransactionFeeDetail }),
    net: amount(t, 'net', '`amount` less `fee`, in the smallest currency unit.'),
    reportingCategory: text(
      t,
      'reporting_category',
      'The coarser kind that financial reports group by, such as `charge` or `transfer_reversal`.',
    ),
    sourceId: identifierOf(
      t,
      'source',
      'Stripe id of what caused it, such as a `ch_`, `tr_` or `trr_` id; null when nothing did. `source` is the object. Costs no call.',
      { nullable: true },
    ),
    status: text(t, 'status', '`available` or `pending`.'),
    type: enumerated(t, 'type', 'What kind of movement it is.', { type: BalanceTransactionType }),
  }),
});
