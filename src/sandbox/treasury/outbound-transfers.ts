import { type Endpoint, objectEndpoint, retrieve } from '../endpoint.ts';
import { byChoice } from '../filters.ts';
import { applyMetadata, newMetadata } from '../metadata.ts';
import { clearable, currency, integer, required, string } from '../parameters.ts';
import { bankDetails, bankOf, destinationOptions, networkOf } from './bank-details.ts';
import { flowList } from './flow-list.ts';
import { outboundActions, sendOut } from './outbound.ts';

const type = 'treasury.outbound_transfer';

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/treasury/outbound_transfers',
    returns: type,
    parameters: {
      amount: required(integer({ min: 1 })),
      currency: required(currency),
      description: clearable(),
      // REST has no other destination in this version, though it calls the parameter optional.
      destination_payment_method: required(string()),
      destination_payment_method_options: destinationOptions,
      financial_account: required(string()),
      metadata: newMetadata,
      statement_descriptor: string(),
    },
  },
  ({ world }, { destination_payment_method: method, destination_payment_method_options: options, ...given }) => {
    const bank = bankOf(world, method, 'destination_payment_method');
    const network = networkOf(options);
    const recipient = `${bank.billing_details.name} (${bank.us_bank_account.last4})`;
    return world.put({
      ...sendOut(world, 'outbound_transfer', given, network, recipient),
      description: given.description ?? null,
      destination_payment_method: method,
      destination_payment_method_details: bankDetails(bank, network),
      metadata: applyMetadata({}, given.metadata),
      statement_descriptor: given.statement_descriptor ?? 'transfer',
    });
  },
);

export const outboundTransferEndpoints: readonly Endpoint[] = [
  flowList('outbound_transfers', type, {
    status: byChoice('status', 'canceled', 'failed', 'posted', 'processing', 'returned'),
  }),
  create,
  retrieve('/v1/treasury/outbound_transfers/{outbound_transfer}', type),
  ...outboundActions('outbound_transfer', 'outbound_transfer'),
];
