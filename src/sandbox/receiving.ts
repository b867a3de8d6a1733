import { book } from './booked.ts';
import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** On the connected account's side a transfer is a payment; gives its id. */
export const receivePayment = (
  world: World,
  transfer: { id: string; amount: number; currency: string; transfer_group: string | null },
): string => {
  const id = world.newId('py');
  const { amount, currency, transfer_group } = transfer;
  world.put<RestObject>({
    id,
    object: 'charge',
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: book(world, { id, currency }, { amount, type: 'payment', reporting_category: 'charge' }),
    billing_details: { address: noAddress, email: null, name: null, phone: null },
    calculated_statement_descriptor: null,
    captured: true,
    created: world.now(),
    currency,
    customer: null,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    invoice: null,
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: null,
    payment_method: null,
    payment_method_details: null,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: transfer.id,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group,
  });
  return id;
};
