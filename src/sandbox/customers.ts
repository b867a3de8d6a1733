import { collection } from './collection.ts';
import { type Endpoint, retrieve } from './endpoint.ts';
import { byText, created } from './filters.ts';

const type = 'customer';

export const customerEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/customers',
    type,
    // A deleted customer is in no list, but is shown under its id for ever.
    isListed: ({ deleted }) => deleted !== true,
    filters: { created, email: byText('email'), test_clock: byText('test_clock') },
  }),
  retrieve('/v1/customers/{customer}', type),
];
