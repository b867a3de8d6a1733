import { collection } from './collection.ts';
import { action, type Endpoint, objectEndpoint, retrieve } from './endpoint.ts';
import { invalid } from './errors.ts';
import { byFlag, created } from './filters.ts';
import { applyMetadata, type Metadata, metadata, newMetadata } from './metadata.ts';
import { boolean, oneOf, type Read, required, string } from './parameters.ts';
import type { RestObject } from './rest-object.ts';

const type = 'tax_rate';

interface TaxRate extends RestObject {
  metadata: Metadata;
}

/** From 0 to 100, with four decimals at most. */
const percentage: Read<number> = (value, param) => {
  const text = string()(value, param);
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(text) || Number(text) > 100) throw invalid(param, `Invalid decimal: ${text}`);
  return Number(text);
};

/** What can be said of a rate when it is made and later; nothing of it can be unset. */
const described = {
  active: boolean,
  country: string(),
  description: string(),
  jurisdiction: string(50),
  state: string(2),
  tax_type: oneOf(
    'amusement_tax',
    'communications_tax',
    'gst',
    'hst',
    'igst',
    'jct',
    'lease_tax',
    'pst',
    'qst',
    'retail_delivery_fee',
    'rst',
    'sales_tax',
    'service_tax',
    'vat',
  ),
};

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/tax_rates',
    returns: type,
    parameters: {
      ...described,
      display_name: required(string(50)),
      inclusive: required(boolean),
      metadata: newMetadata,
      percentage: required(percentage),
    },
  },
  ({ world }, given) =>
    world.put<TaxRate>({
      id: world.newId('txr'),
      object: type,
      active: given.active ?? true,
      country: given.country ?? null,
      created: world.now(),
      description: given.description ?? null,
      display_name: given.display_name,
      effective_percentage: null,
      flat_amount: null,
      inclusive: given.inclusive,
      jurisdiction: given.jurisdiction ?? null,
      jurisdiction_level: null,
      livemode: false,
      metadata: applyMetadata({}, given.metadata),
      percentage: given.percentage,
      rate_type: null,
      state: given.state ?? null,
      tax_type: given.tax_type ?? null,
    }),
);

const update = action(
  '/v1/tax_rates/{tax_rate}',
  { type, parameters: { ...described, display_name: string(50), metadata } },
  (world, rate: TaxRate, { metadata: change, ...given }) =>
    world.put({
      ...rate,
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      metadata: applyMetadata(rate.metadata, change),
    }),
);

export const taxRateEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/tax_rates',
    type,
    filters: { active: byFlag('active'), created, inclusive: byFlag('inclusive') },
  }),
  create,
  retrieve('/v1/tax_rates/{tax_rate}', type),
  update,
];
