import { action, type Endpoint, objectEndpoint, retrieve } from '../endpoint.ts';
import { RestError } from '../errors.ts';
import { byChoice } from '../filters.ts';
import { mandateFor } from '../mandates.ts';
import { applyMetadata, newMetadata } from '../metadata.ts';
import { clearable, currency, hash, integer, oneOf, required, string } from '../parameters.ts';
import type { World } from '../world.ts';
import { type BankAccount, bankDetails, bankOf } from './bank-details.ts';
import { openTransaction } from './books.ts';
import { flowList } from './flow-list.ts';
import type { Flow } from './objects.ts';
import { mayReceive } from './permitted.ts';
import { receiveDebit } from './received.ts';
import { checkStatus, move, type Transition } from './transition.ts';

const kind = 'inbound_transfer';
const type = `treasury.${kind}` as const;

interface InboundTransfer extends Flow {
  linked_flows: { received_debit: string | null };
  origin_payment_method_details: { type: string; us_bank_account: BankAccount };
  returned: boolean;
}

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/treasury/inbound_transfers',
    returns: type,
    parameters: {
      amount: required(integer({ min: 1 })),
      currency: required(currency),
      description: clearable(),
      financial_account: required(string()),
      metadata: newMetadata,
      origin_payment_method: required(string()),
      statement_descriptor: string(10),
    },
  },
  ({ world }, { origin_payment_method: method, ...given }) => {
    const bank = bankOf(world, method, 'origin_payment_method');
    mayReceive(world, given, 'inbound_transfers.ach');
    const { amount, currency: unit, financial_account } = given;
    const id = world.newId('ibt');
    const description = `${bank.billing_details.name} (${bank.us_bank_account.last4}) | Inbound transfer`;
    const movement = { amount, currency: unit, description, financial_account, flow: id, flow_type: kind };
    return world.put({
      id,
      object: type,
      amount,
      cancelable: true,
      created: world.now(),
      currency: unit,
      description: given.description ?? null,
      failure_details: null,
      financial_account,
      hosted_regulatory_receipt_url: `https://payments.stripe.com/regulatory-receipt/${id}`,
      linked_flows: { received_debit: null },
      livemode: false,
      metadata: applyMetadata({}, given.metadata),
      origin_payment_method: method,
      origin_payment_method_details: bankDetails(bank, 'ach', mandateFor(world, method)?.id),
      returned: false,
      statement_descriptor: given.statement_descriptor ?? 'transfer',
      status: 'processing',
      status_transitions: { failed_at: null, succeeded_at: null },
      transaction: openTransaction(world, movement, { type: kind, inbound: amount }),
    });
  },
);

const stopped = (to: 'canceled' | 'failed'): Transition => ({
  from: 'processing',
  to,
  step: (amount) => ({ type: 'inbound_transfer_return', inbound: -amount }),
});
const arrived: Transition = {
  from: 'processing',
  to: 'succeeded',
  step: (amount) => ({ type: kind, cash: amount, inbound: -amount }),
};

/** The bank takes back what had arrived: for the account that is a received debit. */
const takeBack = (world: World, transfer: InboundTransfer): InboundTransfer => {
  checkStatus(transfer, 'succeeded', 'returned');
  if (transfer.returned) {
    throw new RestError(400, `${transfer.id} is already returned.`, { code: 'status_transition_invalid' });
  }
  const { type: from, us_bank_account: bank } = transfer.origin_payment_method_details;
  // Of who takes it back less is shown, and nothing of the permission to take it.
  const { bank_name, last4, routing_number } = bank;
  const debit = receiveDebit(world, {
    ...transfer,
    description: 'Return of an inbound transfer',
    network: 'ach',
    from: { type: from, us_bank_account: { bank_name, last4, routing_number } },
    inboundTransfer: transfer.id,
  });
  return world.put({ ...transfer, linked_flows: { received_debit: debit.id }, returned: true });
};

const reasons = oneOf(
  'account_closed',
  'account_frozen',
  'bank_account_restricted',
  'bank_ownership_changed',
  'debit_not_authorized',
  'incorrect_account_holder_address',
  'incorrect_account_holder_name',
  'incorrect_account_holder_tax_id',
  'insufficient_funds',
  'invalid_account_number',
  'invalid_currency',
  'no_account',
  'other',
);

const helper = '/v1/test_helpers/treasury/inbound_transfers/{id}';

export const inboundTransferEndpoints: readonly Endpoint[] = [
  flowList('inbound_transfers', type, { status: byChoice('status', 'canceled', 'failed', 'processing', 'succeeded') }),
  create,
  retrieve('/v1/treasury/inbound_transfers/{id}', type),
  action(
    '/v1/treasury/inbound_transfers/{inbound_transfer}/cancel',
    { type, parameters: {} },
    (world, flow: InboundTransfer) => move(world, flow, stopped('canceled')),
  ),
  action(`${helper}/succeed`, { type, parameters: {} }, (world, flow: InboundTransfer) => move(world, flow, arrived)),
  action(
    `${helper}/fail`,
    { type, parameters: { failure_details: hash({ code: reasons }) } },
    (world, flow: InboundTransfer, { failure_details: details }) => {
      const failed = move(world, flow, stopped('failed'));
      return world.put({ ...failed, failure_details: { code: details?.code ?? 'other' } });
    },
  ),
  action(`${helper}/return`, { type, parameters: {} }, takeBack),
];
