import { type Endpoint, retrieve } from './endpoint.ts';
import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

const type = 'mandate';

export interface Mandate extends RestObject {
  payment_method: string;
  status: 'active' | 'inactive' | 'pending';
}

/** The mandate under which money can be taken from a payment method now; undefined when there is none. */
export const mandateFor = (world: World, method: string): Mandate | undefined =>
  world.all<Mandate>(type).find(({ payment_method: of, status }) => of === method && status === 'active');

export const mandateEndpoints: readonly Endpoint[] = [retrieve('/v1/mandates/{mandate}', type)];
