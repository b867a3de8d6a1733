import { collection } from './collection.ts';
import { type Endpoint, objectEndpoint, retrieve } from './endpoint.ts';
import { missing, noSuch } from './errors.ts';
import { byText, created } from './filters.ts';
import { applyMetadata, type Metadata, metadata, newMetadata } from './metadata.ts';
import { clearable, currency, integer, oneOf, required, string } from './parameters.ts';
import type { RestObject } from './rest-object.ts';

export interface Transfer extends RestObject {
  object: 'transfer';
  amount: number;
  amount_reversed: number;
  created: number;
  currency: string;
  livemode: boolean;
  metadata: Metadata;
  reversed: boolean;
}

const list = collection({
  path: '/v1/transfers',
  type: 'transfer',
  filters: { created, destination: byText('destination'), transfer_group: byText('transfer_group') },
});

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/transfers',
    returns: 'transfer',
    parameters: {
      amount: integer({ min: 1 }),
      currency: required(currency),
      description: clearable(),
      destination: required(string()),
      metadata: newMetadata,
      source_transaction: string(),
      source_type: oneOf('bank_account', 'card', 'fpx'),
      transfer_group: string(),
    },
  },
  ({ world }, { amount, destination, ...given }) => {
    // REST takes the amount from the source transaction when it is left out; no charges are held here.
    if (amount === undefined) throw missing('amount');
    if (!/^acct_\w+$/.test(destination))
      throw noSuch('destination', destination, { status: 400, param: 'destination' });
    const id = world.newId('tr');
    const now = world.now();
    const movement = world.put({
      id: world.newId('txn'),
      object: 'balance_transaction',
      amount: -amount,
      available_on: now,
      created: now,
      currency: given.currency,
      description: given.description ?? null,
      exchange_rate: null,
      fee: 0,
      fee_details: [],
      net: -amount,
      reporting_category: 'transfer',
      source: id,
      status: 'available',
      type: 'transfer',
    });
    return world.put({
      id,
      object: 'transfer',
      amount,
      amount_reversed: 0,
      balance_transaction: movement.id,
      created: now,
      currency: given.currency,
      description: given.description ?? null,
      destination,
      destination_payment: world.newId('py'),
      livemode: false,
      metadata: applyMetadata({}, given.metadata),
      reversed: false,
      source_transaction: given.source_transaction ?? null,
      source_type: given.source_type ?? 'card',
      transfer_group: given.transfer_group ?? null,
    });
  },
);

const update = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/transfers/{transfer}',
    returns: 'transfer',
    parameters: { description: clearable(), metadata },
  },
  ({ world, ids }, values) => {
    const transfer = world.get<Transfer>('transfer', ids.transfer);
    return world.put({
      ...transfer,
      ...(values.description !== undefined && { description: values.description }),
      metadata: applyMetadata(transfer.metadata, values.metadata),
    });
  },
);

export const transferEndpoints: readonly Endpoint[] = [
  list,
  create,
  retrieve('/v1/transfers/{transfer}', 'transfer'),
  update,
];
