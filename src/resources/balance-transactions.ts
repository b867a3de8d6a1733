import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { enumeration } from '../graph/kit/enumeration.ts';
import { currency, enumerated, timestamp } from '../graph/kit/fields.ts';
import { nodeType } from '../graph/kit/node.ts';
import { restPath } from '../stripe/path.ts';

const BalanceTransactionType = enumeration<Stripe.BalanceTransaction.Type>(
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
    amount: t.expose('amount', { type: 'SafeInt', description: 'The part, in the smallest currency unit.' }),
    application: t.exposeID('application', {
      nullable: true,
      description: 'Id of the Connect application that takes it; null when none does.',
    }),
    currency: currency(t),
    description: t.expose('description', {
      type: 'String',
      nullable: true,
      description: 'What it is for; may be null.',
    }),
    type: t.expose('type', {
      type: 'String',
      description:
        'Who takes it: `application_fee`, `payment_method_passthrough_fee`, `stripe_fee`, `tax` or `withheld_tax`.',
    }),
  }),
});

/** GET /v1/balance_transactions/{id} */
export const BalanceTransaction = nodeType<Stripe.BalanceTransaction>('BalanceTransaction', {
  object: 'balance_transaction',
  prefix: 'txn_',
  domain: 'balance',
  path: (id) => restPath('/v1/balance_transactions/{id}', { id }),
  description: 'A movement on a Stripe balance. REST: GET /v1/balance_transactions/{id}.',
  idDescription: 'Stripe id, begins with `txn_`.',
  fields: (t) => ({
    amount: t.expose('amount', {
      type: 'SafeInt',
      description: 'The movement before fees, in the smallest currency unit; negative when money left the balance.',
    }),
    availableOn: timestamp(t, 'available_on', 'When the net amount can be used.'),
    created: timestamp(t, 'created', 'When it was made.'),
    currency: currency(t),
    description: t.expose('description', { type: 'String', nullable: true, description: 'Free text; may be null.' }),
    exchangeRate: t.expose('exchange_rate', {
      type: 'Float',
      nullable: true,
      description: 'What the amount was multiplied with when it was converted; null when it was not.',
    }),
    fee: t.expose('fee', { type: 'SafeInt', description: 'Fees paid, in the smallest currency unit.' }),
    feeDetails: t.field({
      type: [BalanceTransactionFeeDetail],
      description: 'What the fee is made of.',
      resolve: ({ fee_details }) => fee_details,
    }),
    net: t.expose('net', { type: 'SafeInt', description: '`amount` less `fee`, in the smallest currency unit.' }),
    reportingCategory: t.expose('reporting_category', {
      type: 'String',
      description: 'The coarser kind that financial reports group by, such as `charge` or `transfer_reversal`.',
    }),
    source: t.field({
      type: 'ID',
      nullable: true,
      description: 'Stripe id of what caused it, such as a `ch_`, `tr_` or `trr_` id; null when nothing did.',
      resolve: ({ source }) => (typeof source === 'object' && source !== null ? source.id : source),
    }),
    status: t.expose('status', { type: 'String', description: '`available` or `pending`.' }),
    type: enumerated(t, 'type', BalanceTransactionType, 'What kind of movement it is.'),
  }),
});
