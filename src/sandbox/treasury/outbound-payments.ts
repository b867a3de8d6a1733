import { type Endpoint, retrieve } from '../endpoint.ts';
import { byChoice, byText, created } from '../filters.ts';
import { flowList } from './flow-list.ts';

const type = 'treasury.outbound_payment';

export const outboundPaymentEndpoints: readonly Endpoint[] = [
  flowList('outbound_payments', type, {
    created,
    customer: byText('customer'),
    status: byChoice('status', 'canceled', 'failed', 'posted', 'processing', 'returned'),
  }),
  retrieve('/v1/treasury/outbound_payments/{id}', type),
];
