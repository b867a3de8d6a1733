import { builder } from '../../graph/kit/builder.ts';
import { connection } from '../../graph/kit/connection.ts';
import { restRange, TimestampRange } from '../../graph/kit/filters.ts';
import { checkedId, lookup } from '../../graph/kit/lookup.ts';
import { Charge, ChargeConnection } from '../charges.ts';
import { Customer } from '../customers.ts';
import { PaymentIntent } from '../payment-intents.ts';

const byMoment = builder.args((t) => ({
  created: t.field({ type: TimestampRange, description: 'Only those made in this range.' }),
}));

builder.objectField(Customer, 'charges', (t) =>
  connection(t, ChargeConnection, {
    description: 'What they were charged, newest first.',
    args: byMoment,
    endpoint: '/v1/charges',
    filters: ({ created }, { id }) => ({ customer: id, created: restRange(created, 'created') }),
    needsOnlyId: true,
  }),
);

builder.objectField(PaymentIntent, 'charges', (t) =>
  connection(t, ChargeConnection, {
    description: 'Its attempts to take the money, newest first.',
    endpoint: '/v1/charges',
    filters: (_args, { id }) => ({ payment_intent: id }),
    needsOnlyId: true,
  }),
);

builder.queryFields((t) => ({
  charge: lookup(t, Charge, 'A charge by its id, or null when there is none.'),
  charges: connection(t, ChargeConnection, {
    description: 'Charges, newest first.',
    args: {
      ...byMoment,
      customer: t.arg.id({ description: 'Only those of this customer, such as `cus_1Abc`.' }),
      paymentIntent: t.arg.id({ description: 'Only those of this payment intent, an id that begins with `pi_`.' }),
      transferGroup: t.arg.string({ description: 'Only those of this group.' }),
    },
    endpoint: '/v1/charges',
    filters: ({ created, customer, paymentIntent, transferGroup }) => ({
      created: restRange(created, 'created'),
      customer: customer == null ? undefined : checkedId(Customer.resource, customer, 'customer'),
      payment_intent:
        paymentIntent == null ? undefined : checkedId(PaymentIntent.resource, paymentIntent, 'paymentIntent'),
      transfer_group: transferGroup ?? undefined,
    }),
  }),
}));
