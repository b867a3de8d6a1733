import { builder } from '../../../graph/kit/builder.ts';
import { filterValue } from '../../../graph/kit/recognized.ts';
import { ReceivedDebit } from '../received-debits.ts';
import { flowQueries } from '../shared/flow-queries.ts';
import { ReceivedFlowStatus } from '../shared/received-fields.ts';

/** GET /v1/treasury/received_debits */
flowQueries(ReceivedDebit, {
  name: 'receivedDebit',
  words: { one: 'A received debit', many: 'received debits' },
  endpoint: '/v1/treasury/received_debits',
  args: builder.args((t) => ({
    status: t.field({ type: ReceivedFlowStatus.ref, description: 'Only those that ended like this.' }),
  })),
  filters: ({ status }) => ({ status: filterValue(status, 'status') }),
});
