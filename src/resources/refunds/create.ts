import { inputEnumeration } from '../../graph/kit/enumeration.ts';
import { checkedInputId, InputError } from '../../graph/kit/input-error.ts';
import { restMetadata } from '../../graph/kit/metadata.ts';
import { mutation } from '../../graph/kit/mutation.ts';
import type { RestParams } from '../../stripe/form.ts';
import { Charge } from '../charges.ts';
import { checkedAmount } from '../checked-amount.ts';
import { Customer } from '../customers.ts';
import { PaymentIntent } from '../payment-intents.ts';
import { Refund } from '../refunds.ts';

/** REST has one more reason, which it sets by itself. */
const CreateRefundReason = inputEnumeration('CreateRefundReason', 'Why money is given back.', {
  duplicate: 'It was charged twice.',
  fraudulent: 'The charge was a fraud. Its card and email are blocked from then on.',
  requested_by_customer: 'The customer asked for it.',
});

interface Source {
  readonly charge?: string | null | undefined;
  readonly paymentIntent?: string | null | undefined;
  readonly customer?: string | null | undefined;
  readonly currency?: string | null | undefined;
}

/** What is given back: REST takes a charge, a payment, or a customer, and then `origin`. */
const restSource = ({ charge, paymentIntent, customer, currency }: Source): RestParams => {
  if ([charge, paymentIntent, customer].filter((id) => id != null).length !== 1) {
    throw new InputError(['charge'], 'Give exactly one of `charge`, `paymentIntent` and `customer`.');
  }
  if ((customer == null) !== (currency == null)) {
    throw new InputError(['currency'], '`currency` is needed with `customer`, and with nothing else.');
  }
  if (charge != null) return { charge: checkedInputId(Charge.resource, charge, ['charge']) };
  if (paymentIntent != null) {
    return { payment_intent: checkedInputId(PaymentIntent.resource, paymentIntent, ['paymentIntent']) };
  }
  return {
    customer: checkedInputId(Customer.resource, customer ?? '', ['customer']),
    currency: currency?.toLowerCase(),
    origin: 'customer_balance',
  };
};

interface HowMuch {
  readonly amount?: number | null | undefined;
  readonly all?: boolean | null | undefined;
  readonly customer?: string | null | undefined;
}

/**
 * REST gives back all that is left when no amount is given. An amount that a caller failed to compute, null, must not
 * become that.
 */
const restAmount = ({ amount, all, customer }: HowMuch): number | undefined => {
  if (all && amount != null) throw new InputError(['all'], 'Give `amount` or `all: true`, not both.');
  if (all && customer != null) {
    throw new InputError(['all'], '`all` is for charges and payments: of a cash balance give the `amount`.');
  }
  if (all) return undefined;
  if (amount == null) throw new InputError(['amount'], 'Give `amount`, or `all: true` to give back all that is left.');
  return checkedAmount(amount);
};

/** POST /v1/refunds */
mutation({
  name: 'createRefund',
  description:
    "Gives money of a charge back, or of a customer's cash balance. Give exactly one of `charge`, `paymentIntent` and `customer`, and exactly one of `amount` and `all`.",
  endpoint: '/v1/refunds',
  object: { field: 'refund', type: Refund, description: 'The refund.' },
  input: (t) => ({
    charge: t.id({ description: 'The charge whose money is given back, an id that begins with `ch_` or `py_`.' }),
    paymentIntent: t.id({
      description: 'The payment whose latest charge is given back, an id that begins with `pi_`.',
    }),
    customer: t.id({
      description:
        'The customer whose cash balance is sent back to them, an id that begins with `cus_`. Needs `amount` and `currency`.',
    }),
    amount: t.field({
      type: 'SafeInt',
      description: 'How much to give back, in the smallest currency unit, from 1 up to what is left.',
    }),
    all: t.boolean({ description: 'True to give back all that is left of the charge, in place of `amount`.' }),
    currency: t.field({ type: 'Currency', description: 'The currency of `amount`; with `customer` alone.' }),
    instructionsEmail: t.string({
      description: 'Where to ask the customer for a bank account, for payments whose money cannot go back as it came.',
    }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
    reason: t.field({ type: CreateRefundReason, description: 'Why it is given back.' }),
    refundApplicationFee: t.boolean({
      description: 'Whether to give the application fee back too, in proportion. REST does not when it is not given.',
    }),
    reverseTransfer: t.boolean({
      description:
        'Whether to take the money from the connected account that it was passed on to, in proportion. From the balance of the platform when not given.',
    }),
  }),
  expand: [],
  params: ({
    charge,
    paymentIntent,
    customer,
    currency,
    amount,
    all,
    instructionsEmail,
    metadata,
    reason,
    refundApplicationFee,
    reverseTransfer,
  }) => ({
    ...restSource({ charge, paymentIntent, customer, currency }),
    amount: restAmount({ amount, all, customer }),
    instructions_email: instructionsEmail ?? undefined,
    metadata: restMetadata(metadata),
    reason: reason ?? undefined,
    refund_application_fee: refundApplicationFee ?? undefined,
    reverse_transfer: reverseTransfer ?? undefined,
  }),
});
