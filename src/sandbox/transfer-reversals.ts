import { reversalsOf } from './embedded.ts';
import { type Endpoint, listEndpoint, objectEndpoint } from './endpoint.ts';
import { invalid, noSuch, RestError } from './errors.ts';
import { refundFee } from './fee-refunds.ts';
import { applyMetadata, type Metadata, metadata } from './metadata.ts';
import type { Charge, Transfer } from './money-objects.ts';
import { page, paging } from './paging.ts';
import { boolean, clearable, integer } from './parameters.ts';
import type { RestObject } from './rest-object.ts';
import { reverseTransfer } from './reversing.ts';
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

/** Only a transfer that passes a charge on can have a fee; of any other, REST takes the wish and does nothing. */
const refundFeeOf = (world: World, transfer: Transfer, amount: number, isWanted: boolean): void => {
  const charge = isWanted && world.find<Charge>('charge', String(transfer.source_transaction));
  if (charge && charge.application_fee !== null) refundFee(world, charge.application_fee, amount, transfer.amount);
};

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/transfers/{id}/reversals',
    returns: 'transfer_reversal',
    // REST takes a description, also an empty one, and shows it nowhere.
    parameters: { amount: integer({ min: 1 }), description: clearable(), metadata, refund_application_fee: boolean },
  },
  ({ world, ids }, values) => {
    const transfer = world.get<Transfer>('transfer', ids.id);
    const amount = reversibleAmount(transfer, values.amount);
    refundFeeOf(world, transfer, amount, values.refund_application_fee ?? false);
    // Only a refund of the charge names itself as a source; a reversal asked for directly has none.
    const metadata = applyMetadata({}, values.metadata);
    return reverseTransfer(world, transfer, amount, { metadata, sourceRefund: null });
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
