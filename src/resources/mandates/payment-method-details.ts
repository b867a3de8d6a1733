import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { text } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';

type Details = Stripe.Mandate.PaymentMethodDetails;

const BacsStatus = enumeration<Stripe.Mandate.PaymentMethodDetails.BacsDebit.NetworkStatus>(
  'MandateBacsStatus',
  'What the British Bacs network says of a mandate.',
  {
    accepted: 'The bank of the payer has accepted it.',
    pending: 'The bank has not answered yet.',
    refused: 'The bank has refused it.',
    revoked: 'The payer or the bank has taken it back.',
  },
);

const BacsRevocationReason = enumeration<Stripe.Mandate.PaymentMethodDetails.BacsDebit.RevocationReason>(
  'MandateBacsRevocationReason',
  'Why a mandate was taken back on the Bacs network.',
  {
    account_closed: 'The bank account was closed.',
    bank_account_restricted: 'Nothing may be debited from the bank account.',
    bank_ownership_changed: 'The bank account has another owner.',
    could_not_process: 'The bank could not carry out a payment under it.',
    debit_not_authorized: 'The payer says that they have not permitted it.',
  },
);

const Bacs = builder.objectRef<Stripe.Mandate.PaymentMethodDetails.BacsDebit>('MandateBacsDebit');
Bacs.implement({
  description: 'A mandate for a bank account in the United Kingdom.',
  fields: (t) => ({
    networkStatus: enumerated(t, 'network_status', 'What the network says of it.', { type: BacsStatus }),
    reference: text(t, 'reference', 'What the network knows it by.'),
    revocationReason: enumerated(t, 'revocation_reason', 'Why it was taken back; null when it was not.', {
      type: BacsRevocationReason,
      nullable: true,
    }),
  }),
});

const Sepa = builder.objectRef<Stripe.Mandate.PaymentMethodDetails.SepaDebit>('MandateSepaDebit');
Sepa.implement({
  description: 'A mandate for a bank account in the Single Euro Payments Area.',
  fields: (t) => ({
    reference: text(t, 'reference', 'What the bank of the payer knows it by. It stands on their statement.'),
  }),
});

const UsCollectionMethod = enumeration<
  NonNullable<Stripe.Mandate.PaymentMethodDetails.UsBankAccount['collection_method']>
>('MandateUsCollectionMethod', 'How a mandate for a bank account in the United States was given.', {
  paper: 'On paper.',
});

const UsBankAccount = builder.objectRef<Stripe.Mandate.PaymentMethodDetails.UsBankAccount>('MandateUsBankAccount');
UsBankAccount.implement({
  description: 'A mandate for a bank account in the United States.',
  fields: (t) => ({
    collectionMethod: enumerated(t, 'collection_method', 'How it was given; null when it was given online.', {
      type: UsCollectionMethod,
      nullable: true,
    }),
  }),
});

export const MandatePaymentMethodDetails = builder.objectRef<Details>('MandatePaymentMethodDetails');
MandatePaymentMethodDetails.implement({
  description: 'What a mandate says of the kind of payment method that it is for.',
  fields: (t) => ({
    bacsDebit: nested(t, 'bacs_debit', 'More about it when `type` is `bacs_debit`; else null.', {
      type: Bacs,
      nullable: true,
    }),
    sepaDebit: nested(t, 'sepa_debit', 'More about it when `type` is `sepa_debit`; else null.', {
      type: Sepa,
      nullable: true,
    }),
    type: text(t, 'type', 'What it is, by the name that REST has for it, such as `us_bank_account` or `card`.'),
    usBankAccount: nested(t, 'us_bank_account', 'More about it when `type` is `us_bank_account`; else null.', {
      type: UsBankAccount,
      nullable: true,
    }),
  }),
});
