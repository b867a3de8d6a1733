import { collection } from './collection.ts';
import { type Endpoint, retrieve } from './endpoint.ts';
import { invalid } from './errors.ts';
import { created, type Filter } from './filters.ts';
import { array, boolean, string } from './parameters.ts';
import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

const type = 'event';

const DAYS = 30;

const isListed = (event: RestObject, world: World): boolean =>
  (event.created as number) > world.now() - DAYS * 24 * 60 * 60;

/** One type, or all that begin alike: `treasury.*`. */
const byType: Filter<string> = {
  read: string(),
  matches: (item, value) =>
    value.endsWith('*') ? String(item.type).startsWith(value.slice(0, -1)) : item.type === value,
};

const MOST_TYPES = 20;
const readTypes = array(string());

const byTypes: Filter<readonly string[]> = {
  read: (value, param) => {
    const types = readTypes(value, param);
    if (types.length > MOST_TYPES) throw invalid(param, `You may filter by ${MOST_TYPES} types at most.`);
    return types;
  },
  matches: (item, types) => types.includes(String(item.type)),
};

/** Every event here was delivered, or nobody was to be told. */
const byDelivery: Filter<boolean> = { read: boolean, matches: (_, value) => value };

export const eventEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/events',
    type,
    isListed,
    filters: { created, delivery_success: byDelivery, type: byType, types: byTypes },
  }),
  retrieve('/v1/events/{id}', type, isListed),
];
