import type Stripe from 'stripe';
import { booking } from './bookings.ts';
import { DAY, day, seedId } from './generator.ts';

export type DisputeEnd = 'lost' | 'needs_response' | 'won';

const FEE = 1_500;

const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** The amount goes with a fee when the dispute is opened, and comes back when it is won. */
export const disputeOf = (
  n: number,
  charge: Stripe.Charge,
  end: DisputeEnd,
): (Stripe.Dispute | Stripe.BalanceTransaction)[] => {
  const base = { id: seedId('dp', n), created: charge.created + 9 * DAY, currency: charge.currency };
  const { amount } = charge;
  const taken = { amount: -amount, fee: FEE, type: 'adjustment', reporting_category: 'dispute' } as const;
  const back = {
    amount,
    type: 'adjustment',
    reporting_category: 'dispute_reversal',
    created: base.created + 20 * DAY,
  } as const;
  const bookings = (): Stripe.BalanceTransaction[] => [
    booking(base, seedId('txn', n, 'Lost'), taken),
    ...(end === 'won' ? [booking(base, seedId('txn', n, 'Won'), back)] : []),
  ];
  const dispute: Stripe.Dispute = {
    ...base,
    object: 'dispute',
    amount,
    // In full, as REST shows them.
    balance_transactions: bookings(),
    charge: charge.id,
    enhanced_eligibility_types: [],
    evidence: {
      ...noEvidence,
      enhanced_evidence: {},
      product_description: end === 'won' ? 'A parcel, signed for' : null,
    },
    evidence_details: {
      due_by: end === 'needs_response' ? day('2100-01-01') : base.created + 14 * DAY,
      enhanced_eligibility: {},
      has_evidence: end === 'won',
      past_due: false,
      submission_count: end === 'won' ? 1 : 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: charge.payment_method_details?.card?.brand ?? 'visa',
        case_type: 'chargeback',
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason: end === 'won' ? 'product_not_received' : 'fraudulent',
    status: end,
  };
  return [dispute, ...bookings()];
};
