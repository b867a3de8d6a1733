import type Stripe from 'stripe';
import { enumeration } from '../../../graph/kit/enumeration.ts';

export const FlowType = enumeration<Stripe.Treasury.TransactionEntry.FlowType>(
  'FlowType',
  'What kind of flow moved the money.',
  {
    credit_reversal: 'Money that came in is sent back.',
    debit_reversal: 'Money that was pulled out is taken back.',
    inbound_transfer: "Money pulled in from a bank account of the holder's own.",
    issuing_authorization: 'Money held for a purchase with an issued card.',
    other: 'None of the others; there is no object that says more.',
    outbound_payment: 'Money sent to somebody else.',
    outbound_transfer: "Money sent to a bank account of the holder's own.",
    received_credit: 'Money that came in, by a flow that was not started from this financial account.',
    received_debit: 'Money that was pulled out, by a flow that was not started from this financial account.',
  },
);
