import type { Endpoint } from '../endpoint.ts';
export const calculationEndpoints: readonly Endpoint[] = [];
