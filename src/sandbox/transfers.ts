import { checkBalance } from './balance.ts';
import { book } from './booked.ts';
import { collection } from './collection.ts';
import { type Endpoint, objectEndpoint, retrieve } from './endpoint.ts';
import { invalid, missing, noSuch } from './errors.ts';
import { byText, created } from './filters.ts';
import { applyMetadata, metadata, newMetadata } from './metadata.ts';
import type { Charge, Transfer } from './money-objects.ts';
import { clearable, currency, integer, oneOf, required, string } from './parameters.ts';
import { receivePayment } from './receiving.ts';
import type { World } from './world.ts';

const list = collection({
  path: '/v1/transfers',
  type: 'transfer',
  filters: { created, destination: byText('destination'), transfer_group: byText('transfer_group') },
});

/** A seed that holds no connected accounts, or no funds, says nothing about them: then any destination will do. */
const checkDestination = (world: World, id: string): void => {
  const isKnown = world.all('account').length === 0 ? /^acct_\w+$/.test(id) : world.find('account', id) !== undefined;
  if (!isKnown) throw noSuch('destination', id, { status: 400, param: 'destination' });
};

interface Asked {
  readonly amount?: number | undefined;
  readonly currency: string;
  readonly source_transaction?: string | undefined;
}

/** The charge that a transfer passes on: of the same currency, and no more than the charge has left. */
const sourceOf = (world: World, { amount, currency: unit, source_transaction: id = '' }: Asked): Charge => {
  const charge = world.named<Charge>('charge', id, 'source_transaction');
  if (charge.currency !== unit) throw invalid('currency', `The charge ${id} is in ${charge.currency}, not in ${unit}.`);
  const passedOn = world
    .all<Transfer>('transfer')
    .filter(({ source_transaction: source }) => source === id)
    .reduce((total, transfer) => total + transfer.amount, 0);
  const left = charge.amount_captured - passedOn;
  if ((amount ?? charge.amount) > left) {
    throw invalid('amount', `The charge ${id} has ${left} ${unit} left that can be transferred.`);
  }
  return charge;
};

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
  ({ world }, given) => {
    checkDestination(world, given.destination);
    const source = given.source_transaction === undefined ? undefined : sourceOf(world, given);
    // REST takes the amount from the source transaction when it is left out.
    const amount = given.amount ?? source?.amount;
    if (amount === undefined) throw missing('amount');
    // What passes a charge on does not wait for the balance.
    if (source === undefined && world.all('topup').length > 0) checkBalance(world, amount, given.currency);
    const id = world.newId('tr');
    const { currency: unit, description = null } = given;
    const transfer_group = given.transfer_group ?? (source === undefined ? null : `group_${source.id}`);
    return world.put({
      id,
      object: 'transfer',
      amount,
      amount_reversed: 0,
      balance_transaction: book(world, { id, currency: unit }, { amount: -amount, type: 'transfer', description }),
      created: world.now(),
      currency: unit,
      description,
      destination: given.destination,
      destination_payment: receivePayment(world, { id, amount, currency: unit, transfer_group }),
      livemode: false,
      metadata: applyMetadata({}, given.metadata),
      reversed: false,
      source_transaction: source?.id ?? null,
      source_type: given.source_type ?? 'card',
      transfer_group,
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
