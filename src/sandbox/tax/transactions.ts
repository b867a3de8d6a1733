import type { Endpoint } from '../endpoint.ts';
export const taxTransactionEndpoints: readonly Endpoint[] = [];
