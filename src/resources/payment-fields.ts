import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { amount, sharedFields, text } from '../graph/kit/fields.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { reference } from '../graph/kit/reference.ts';
import { Account } from './accounts.ts';
import { Shipping } from './shipping.ts';

const PaymentTransferData = builder.objectRef<Stripe.Charge.TransferData | Stripe.PaymentIntent.TransferData>(
  'PaymentTransferData',
);
PaymentTransferData.implement({
  description: 'The transfer that a payment makes by itself when it succeeds.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'How much, in the smallest currency unit; null for all of it.', { nullable: true }),
    destination: reference(t, 'destination', 'The account that is paid.', { type: Account, expandable: true }),
  }),
});

type Payment = Pick<
  Stripe.Charge | Stripe.PaymentIntent,
  'shipping' | 'statement_descriptor' | 'statement_descriptor_suffix' | 'transfer_data' | 'transfer_group'
>;

/** The same in charges and payment intents. */
export const paymentFields = sharedFields<Payment>()((t) => ({
  shipping: nested(t, 'shipping', 'Where the goods go; may be null.', { type: Shipping, nullable: true }),
  statementDescriptor: text(t, 'statement_descriptor', 'What is printed on a statement; may be null.', {
    nullable: true,
  }),
  statementDescriptorSuffix: text(
    t,
    'statement_descriptor_suffix',
    'What is printed on a card statement behind the name of the account; may be null.',
    { nullable: true },
  ),
  transferData: nested(t, 'transfer_data', 'The transfer that it makes by itself; null when it makes none.', {
    type: PaymentTransferData,
    nullable: true,
  }),
  transferGroup: text(
    t,
    'transfer_group',
    'Name of a group of transfers and charges that belong together; null when in none.',
    { nullable: true },
  ),
}));
