import type Stripe from 'stripe';
import { enumeration } from '../../graph/kit/enumeration.ts';

export const PaymentIntentCancellationReason = enumeration<Stripe.PaymentIntent.CancellationReason>(
  'PaymentIntentCancellationReason',
  'Why a payment intent was called off.',
  {
    abandoned: 'The payer left.',
    automatic: 'Stripe called it off.',
    duplicate: 'There was another for the same.',
    failed_invoice: 'Its invoice could not be paid.',
    fraudulent: 'It was held for fraud.',
    requested_by_customer: 'The customer asked for it.',
    void_invoice: 'Its invoice was voided.',
  },
);

export const PaymentIntentCaptureMethod = enumeration<Stripe.PaymentIntent.CaptureMethod>(
  'PaymentIntentCaptureMethod',
  'When the money is taken that a payer has agreed to pay.',
  {
    automatic: 'At once.',
    automatic_async: 'Soon, in the background.',
    manual: 'When the account says so.',
  },
);

export const PaymentIntentConfirmationMethod = enumeration<Stripe.PaymentIntent.ConfirmationMethod>(
  'PaymentIntentConfirmationMethod',
  'Who may confirm that a payment goes on.',
  { automatic: 'The browser of the payer, and the account.', manual: 'The account alone.' },
);

export const PaymentIntentSetupFutureUsage = enumeration<Stripe.PaymentIntent.SetupFutureUsage>(
  'PaymentIntentSetupFutureUsage',
  'Whether a payment method is kept for later payments.',
  { off_session: 'For those without the customer too.', on_session: 'For those with the customer there.' },
);

export const PaymentIntentStatus = enumeration<Stripe.PaymentIntent.Status>(
  'PaymentIntentStatus',
  'How far a payment has come.',
  {
    canceled: 'It was called off.',
    processing: 'It is under way.',
    requires_action: 'The payer has to do something; `nextAction` tells what.',
    requires_capture: 'Money is held, and has to be captured.',
    requires_confirmation: 'It has to be confirmed.',
    requires_payment_method: 'It has no payment method yet, or the last one failed.',
    succeeded: 'It was paid.',
  },
);
