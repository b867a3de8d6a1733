import { reversalsOf } from './embedded.ts';
import { type Endpoint, listEndpoint, objectEndpoint } from './endpoint.ts';
import { invalid, noSuch, RestError } from './errors.ts';
import { applyMetadata, type Metadata, metadata } from './metadata.ts';
import { page, paging } from './paging.ts';
import { boolean, clearable, integer } from './parameters.ts';
import type { RestObject } from './rest-object.ts';
import type { Transfer } from './transfers.ts';
import type { World } from './world.ts';

interface TransferReversal extends RestObject {
  object: 'transfer_reversal';
  metadata: Metadata;
}

const list = listEndpoint(
  {
    path: '/v1/transfers/{id}/reversals',
    returns: 'transfer_reversal',
    parameters: paging,
  },
  ({ world, ids }, cursors) => {
    const transfer = world.get<Transfer>('transfer', ids.id);
    return page({ ...reversalsOf(transfer, world), type: 'transfer_reversal' }, cursors);
  },
);

/** The amount to give back: what was asked for, or all that is left. */
const reversibleAmount = (transfer: Pick<Transfer, 'id' | 'amount' | 'amount_reversed'>, asked?: number): number => {
  const left = transfer.amount - transfer.amount_reversed;
  if (left <= 0) throw new RestError(400, `Transfer ${transfer.id} is already fully reversed.`);
  if (asked !== undefined && asked > left) {
    throw invalid(
      'amount',
      `Reversal amount (${asked}) is greater than the unreversed amount of the transfer (${left}).`,
    );
  }
  return asked ?? left;
};

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/transfers/{id}/reversals',
    returns: 'transfer_reversal',
    // REST takes a description, also an empty one, and shows it nowhere; application fees are not held here.
    parameters: { amount: integer({ min: 1 }), description: clearable(), metadata, refund_application_fee: boolean },
  },
  ({ world, ids }, values) => {
    const transfer = world.get<Transfer>('transfer', ids.id);
    const amount = reversibleAmount(transfer, values.amount);
    const id = world.newId('trr');
    const created = world.now();
    const movement = world.put({
      id: world.newId('txn'),
      object: 'balance_transaction',
      amount,
      available_on: created,
      created,
      currency: transfer.currency,
      description: null,
      exchange_rate: null,
      fee: 0,
      fee_details: [],
      net: amount,
      reporting_category: 'transfer_reversal',
      source: id,
      status: 'available',
      type: 'transfer_refund',
    });
    const amountReversed = transfer.amount_reversed + amount;
    world.put({ ...transfer, amount_reversed: amountReversed, reversed: amountReversed === transfer.amount });
    return world.put({
      id,
      object: 'transfer_reversal',
      amount,
      balance_transaction: movement.id,
      created,
      currency: transfer.currency,
      destination_payment_refund: typeof transfer.destination_payment === 'string' ? world.newId('pyr') : null,
      metadata: applyMetadata({}, values.metadata),
      // Only a refund of the charge names itself here; a reversal asked for directly has none.
      source_refund: null,
      transfer: transfer.id,
    });
  },
);

const reversalOf = (world: World, transferId: string, id: string): TransferReversal => {
  const transfer = world.get<Transfer>('transfer', transferId);
  const reversal = world.get<TransferReversal>('transfer_reversal', id);
  if (reversal.transfer !== transfer.id) throw noSuch('transfer_reversal', id, { status: 404, param: 'id' });
  return reversal;
};

const show = objectEndpoint(
  {
    path: '/v1/transfers/{transfer}/reversals/{id}',
    returns: 'transfer_reversal',
    parameters: {},
  },
  ({ world, ids }) => reversalOf(world, ids.transfer, ids.id),
);

const update = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/transfers/{transfer}/reversals/{id}',
    returns: 'transfer_reversal',
    parameters: { metadata },
  },
  ({ world, ids }, values) => {
    const reversal = reversalOf(world, ids.transfer, ids.id);
    return world.put({ ...reversal, metadata: applyMetadata(reversal.metadata, values.metadata) });
  },
);

export const transferReversalEndpoints: readonly Endpoint[] = [list, create, show, update];
