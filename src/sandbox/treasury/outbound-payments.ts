import { type Endpoint, objectEndpoint, retrieve } from '../endpoint.ts';
import { invalid } from '../errors.ts';
import { byChoice, byText, created } from '../filters.ts';
import { applyMetadata, newMetadata } from '../metadata.ts';
import { boolean, clearable, currency, hash, integer, required, string } from '../parameters.ts';
import { destinationOptions, networkOf } from './bank-details.ts';
import { flowList } from './flow-list.ts';
import type { Flow } from './objects.ts';
import { outboundActions, post, sendOut } from './outbound.ts';
import { checkDestination, destinationOf, destinationParameters } from './outbound-destination.ts';
import { mayReceive } from './permitted.ts';
import { receiveCredit } from './received.ts';

const kind = 'outbound_payment';
const type = `treasury.${kind}` as const;

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/treasury/outbound_payments',
    returns: type,
    parameters: {
      ...destinationParameters,
      amount: required(integer({ min: 1 })),
      currency: required(currency),
      description: clearable(),
      destination_payment_method_options: destinationOptions,
      end_user_details: hash({ ip_address: string(), present: required(boolean) }),
      financial_account: required(string()),
      metadata: newMetadata,
      statement_descriptor: string(),
    },
  },
  ({ world }, given) => {
    const network = networkOf(given.destination_payment_method_options);
    const { account: receiver, details, recipient } = destinationOf(world, given, network);
    if (receiver === given.financial_account) {
      const param = 'destination_payment_method_data[financial_account]';
      throw invalid(param, 'A financial account cannot pay itself.');
    }
    if (receiver !== undefined) mayReceive(world, { ...given, financial_account: receiver }, 'intra_stripe_flows');
    const payment = world.put<Flow>({
      ...sendOut(world, kind, given, network, recipient),
      customer: given.customer ?? null,
      description: given.description ?? null,
      destination_payment_method: given.destination_payment_method ?? null,
      destination_payment_method_details: details,
      end_user_details: given.end_user_details
        ? { ip_address: given.end_user_details.ip_address ?? null, present: given.end_user_details.present }
        : null,
      metadata: applyMetadata({}, given.metadata),
      statement_descriptor: given.statement_descriptor ?? 'payment',
    });
    if (receiver === undefined) return payment;

    // Between financial accounts nobody has to be waited for: one movement, seen from both ends.
    receiveCredit(world, {
      ...given,
      financial_account: receiver,
      description: null,
      network: 'stripe',
      from: { type: 'financial_account', financial_account: { id: given.financial_account, network: 'stripe' } },
      source: { source_flow: payment.id, source_flow_type: kind },
    });
    return post(world, kind, payment);
  },
  checkDestination,
);

export const outboundPaymentEndpoints: readonly Endpoint[] = [
  flowList('outbound_payments', type, {
    created,
    customer: byText('customer'),
    status: byChoice('status', 'canceled', 'failed', 'posted', 'processing', 'returned'),
  }),
  create,
  retrieve('/v1/treasury/outbound_payments/{id}', type),
  ...outboundActions(kind, 'id'),
];
