import { type Endpoint, retrieve } from './endpoint.ts';

export const paymentMethodEndpoints: readonly Endpoint[] = [
  retrieve('/v1/payment_methods/{payment_method}', 'payment_method'),
];
