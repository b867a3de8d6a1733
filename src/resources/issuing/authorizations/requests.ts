import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { amount, count, currency, currencyCode, flag, text, timestamp } from '../../../graph/kit/fields.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';
import { IssuingAuthorizationAmountDetails } from './amount-details.ts';

export const IssuingPendingRequest = builder
  .objectRef<Stripe.Issuing.Authorization.PendingRequest>('IssuingPendingRequest')
  .implement({
    description: 'A request that waits for a decision.',
    fields: (t) => ({
      amount: amount(t, 'amount', 'How much, in the smallest currency unit.'),
      amountDetails: nested(t, 'amount_details', 'What the amount holds beside the purchase; may be null.', {
        type: IssuingAuthorizationAmountDetails,
        nullable: true,
      }),
      ...currency(t),
      isAmountControllable: flag(t, 'is_amount_controllable', 'Whether another amount than this may be approved.'),
      merchantAmount: amount(
        t,
        'merchant_amount',
        "What the merchant asks for, in the smallest unit of the merchant's currency.",
      ),
      merchantCurrency: currencyCode(t, 'merchant_currency', "The merchant's currency."),
      networkRiskScore: count(t, 'network_risk_score', 'How risky the network held it, from 0 to 99; may be null.', {
        nullable: true,
      }),
    }),
  });

const IssuingRequestReason = enumeration<Stripe.Issuing.Authorization.RequestHistory.Reason>(
  'IssuingRequestReason',
  'Why a request was decided as it was.',
  {
    account_disabled: 'The account may not issue cards now.',
    card_active: 'The card is active, and nothing was against it.',
    card_canceled: 'The card was cancelled.',
    card_expired: 'The card has expired.',
    card_inactive: 'The card is not active.',
    cardholder_blocked: 'The cardholder is blocked.',
    cardholder_inactive: 'The cardholder is not active.',
    cardholder_verification_required: 'The cardholder has to be verified first.',
    insecure_authorization_method: 'The way in which the card was read is not safe enough.',
    insufficient_funds: 'There was not enough money.',
    not_allowed: 'It is not allowed, such as in that country.',
    pin_blocked: 'The PIN was wrong too often.',
    spending_controls: 'A limit of the card or the cardholder was reached.',
    suspected_fraud: 'It was held for fraud.',
    verification_failed: 'What was given with the card was wrong.',
    webhook_approved: 'The account approved it.',
    webhook_declined: 'The account declined it.',
    webhook_error: 'The account gave no answer that could be read.',
    webhook_timeout: 'The account did not answer in time.',
  },
);

export const IssuingRequest = builder
  .objectRef<Stripe.Issuing.Authorization.RequestHistory>('IssuingRequest')
  .implement({
    description: 'A request for money, and how it was decided.',
    fields: (t) => ({
      amount: amount(t, 'amount', 'How much, in the smallest currency unit.'),
      amountDetails: nested(t, 'amount_details', 'What the amount holds beside the purchase; may be null.', {
        type: IssuingAuthorizationAmountDetails,
        nullable: true,
      }),
      approved: flag(t, 'approved', 'Whether it was approved.'),
      authorizationCode: text(t, 'authorization_code', 'Number of the approval; may be null.', { nullable: true }),
      created: timestamp(t, 'created', 'When it was made.'),
      ...currency(t),
      merchantAmount: amount(
        t,
        'merchant_amount',
        "What the merchant asks for, in the smallest unit of the merchant's currency.",
      ),
      merchantCurrency: currencyCode(t, 'merchant_currency', "The merchant's currency."),
      networkRiskScore: count(t, 'network_risk_score', 'How risky the network held it, from 0 to 99; may be null.', {
        nullable: true,
      }),
      reason: enumerated(t, 'reason', 'Why it was decided so.', { type: IssuingRequestReason }),
      reasonMessage: text(t, 'reason_message', 'The same for a person; may be null.', { nullable: true }),
      requestedAt: timestamp(t, 'requested_at', 'When the merchant asked; may be null.', { nullable: true }),
    }),
  });
