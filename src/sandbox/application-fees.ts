import { collection } from './collection.ts';
import { feeRefundsOf } from './embedded.ts';
import { type Endpoint, listEndpoint, objectEndpoint, retrieve } from './endpoint.ts';
import { noSuch } from './errors.ts';
import { byText, created } from './filters.ts';
import { page, paging } from './paging.ts';

const type = 'application_fee';

export const applicationFeeEndpoints: readonly Endpoint[] = [
  collection({ path: '/v1/application_fees', type, filters: { created, charge: byText('charge', 'charge') } }),
  retrieve('/v1/application_fees/{id}', type),
  listEndpoint(
    { path: '/v1/application_fees/{id}/refunds', returns: 'fee_refund', parameters: paging },
    ({ world, ids }, cursors) => page({ ...feeRefundsOf(world.get(type, ids.id), world), type: 'fee_refund' }, cursors),
  ),
  objectEndpoint(
    { path: '/v1/application_fees/{fee}/refunds/{id}', returns: 'fee_refund', parameters: {} },
    ({ world, ids }) => {
      const fee = world.get(type, ids.fee);
      const refund = world.get('fee_refund', ids.id);
      if (refund.fee !== fee.id) throw noSuch('fee_refund', refund.id, { status: 404, param: 'id' });
      return refund;
    },
  ),
];
