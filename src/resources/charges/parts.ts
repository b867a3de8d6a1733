import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { count, text } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { Address } from '../address.ts';

export const ChargeBillingDetails = builder.objectRef<Stripe.Charge.BillingDetails>('ChargeBillingDetails');
ChargeBillingDetails.implement({
  description: 'Who paid a charge, as they said when they paid.',
  fields: (t) => ({
    address: nested(t, 'address', 'Their address; may be null.', { type: Address, nullable: true }),
    email: text(t, 'email', 'Their email address; may be null.', { nullable: true }),
    name: text(t, 'name', 'Their name; may be null.', { nullable: true }),
    phone: text(t, 'phone', 'Their telephone number; may be null.', { nullable: true }),
  }),
});

export const ChargeFraudDetails = builder.objectRef<Stripe.Charge.FraudDetails>('ChargeFraudDetails');
ChargeFraudDetails.implement({
  description: 'Whether somebody holds a charge for fraud.',
  fields: (t) => ({
    stripeReport: text(t, 'stripe_report', "Stripe's word: `fraudulent`, or null.", { nullable: true }),
    userReport: text(t, 'user_report', "The account's own word: `safe`, `fraudulent`, or null.", { nullable: true }),
  }),
});

export const ChargeOutcome = builder.objectRef<Stripe.Charge.Outcome>('ChargeOutcome');
ChargeOutcome.implement({
  description: 'Why a charge was accepted or not.',
  fields: (t) => ({
    networkStatus: text(
      t,
      'network_status',
      'What the card network said, such as `approved_by_network` or `declined_by_network`; may be null.',
      { nullable: true },
    ),
    reason: text(t, 'reason', 'Why it was not accepted, such as `highest_risk_level`; null when it was.', {
      nullable: true,
    }),
    riskLevel: text(t, 'risk_level', 'How risky it was held to be, such as `normal` or `elevated`; may be null.', {
      nullable: true,
    }),
    riskScore: count(t, 'risk_score', 'The same from 0 to 100; null where the account is not shown it.', {
      nullable: true,
    }),
    sellerMessage: text(t, 'seller_message', 'The same for people of the account; may be null.', { nullable: true }),
    type: text(t, 'type', 'What became of it, such as `authorized`, `issuer_declined` or `blocked`.'),
  }),
});
