import { builder } from '../../../graph/kit/builder.ts';
import { restRange, TimestampRange } from '../../../graph/kit/filters.ts';
import { checkedId } from '../../../graph/kit/lookup.ts';
import { filterValue } from '../../../graph/kit/recognized.ts';
import { Customer } from '../../customers.ts';
import { OutboundPayment } from '../outbound-payments.ts';
import { flowQueries } from '../shared/flow-queries.ts';
import { OutboundFlowStatus } from '../shared/outbound-details.ts';

/** GET /v1/treasury/outbound_payments */
flowQueries(OutboundPayment, {
  name: 'outboundPayment',
  words: { one: 'An outbound payment', many: 'outbound payments' },
  endpoint: '/v1/treasury/outbound_payments',
  args: builder.args((t) => ({
    created: t.field({ type: TimestampRange, description: 'Only those made in this range.' }),
    customer: t.id({ description: 'Only those to this customer, an id that begins with `cus_`.' }),
    status: t.field({ type: OutboundFlowStatus.ref, description: 'Only those that have come this far.' }),
  })),
  filters: ({ created, customer, status }) => ({
    created: restRange(created, 'created'),
    customer: customer == null ? undefined : checkedId(Customer.resource, customer, 'customer'),
    status: filterValue(status, 'status'),
  }),
});
